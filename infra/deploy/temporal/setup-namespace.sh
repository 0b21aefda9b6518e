#!/bin/sh
# Makes the namespace and the search attributes that Parley's workflows write. Safe to run again.
set -eu
temporal operator namespace describe -n "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
  temporal operator namespace create -n "$TEMPORAL_NAMESPACE" --retention 7d
until temporal operator search-attribute list -n "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; do sleep 1; done
have=$(temporal operator search-attribute list -n "$TEMPORAL_NAMESPACE")
for pair in ParleyTenant=Keyword ParleyMode=Keyword ParleyStatus=Keyword ParleyAssignee=Keyword ParleyChannel=Keyword \
  ParleyTags=KeywordList ParleyDueAt=Datetime ParleyTurns=Int; do
  case $have in *"${pair%%=*}"*) continue ;; esac
  temporal operator search-attribute create -n "$TEMPORAL_NAMESPACE" --name "${pair%%=*}" --type "${pair##*=}"
done
