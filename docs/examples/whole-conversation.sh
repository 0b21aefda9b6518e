#!/bin/sh
# A whole conversation by curl: a visitor asks, the assistant answers, a person takes over, answers and resolves, the visitor reads.
#
#   PARLEY_URL       where Parley runs, http://127.0.0.1:3000 unless said
#   PARLEY_TENANT    short name of the workspace, demo unless said
#   PARLEY_KEY       an API key that may read and answer conversations; without it PARLEY_EMAIL and PARLEY_PASSWORD sign in
#   PARLEY_QUESTION  what the visitor asks
#
# Needs sh, curl, sed and grep. Ends with 0 when the visitor has read an answer of the person.
set -eu

url="${PARLEY_URL:-http://127.0.0.1:3000}/api/v1"
tenant="${PARLEY_TENANT:-demo}"
question="${PARLEY_QUESTION:-Can I return something I bought on sale?}"
run="$(date +%s)-$$"

# field NAME: the last value of that name in the JSON on standard input.
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

# ask METHOD PATH CREDENTIAL KEY [JSON]: one request. Under its Idempotency-Key it may be sent again, and then gets the same answer.
ask() {
  if [ $# -ge 5 ]; then set -- "$1" "$2" "$3" "$4" -H 'Content-Type: application/json' --data "$5"; fi
  method="$1" path="$2" credential="$3" key="$4"
  shift 4
  curl --silent --show-error --fail-with-body --retry 5 --retry-connrefused -X "$method" "$url$path" \
    -H "Authorization: $credential" -H "Idempotency-Key: $key" "$@"
}

# wait_for COMMAND PATTERN: repeats the command until its output matches, for a minute.
wait_for() {
  tries=0
  until eval "$1" | grep -q "$2"; do
    tries=$((tries + 1))
    if [ "$tries" -ge 60 ]; then echo "Waited in vain for: $2" >&2; exit 1; fi
    sleep 1
  done
}

echo "1. A visitor opens a session with $tenant."
session="$(curl --silent --show-error --fail-with-body -X POST "$url/widget/sessions" \
  -H 'Content-Type: application/json' --data "{\"tenant\":\"$tenant\"}")"
visitor="Visitor $(echo "$session" | field token)"

echo "2. It asks: $question"
sent="$(ask POST /widget/messages "$visitor" "ask-$run" "{\"clientMessageId\":\"ask-$run\",\"text\":\"$question\"}")"
conversation="$(echo "$sent" | field conversationId)"

echo "3. The assistant answers, or hands over to a person."
entries="ask GET '/widget/conversations/$conversation/entries?after=1' '$visitor' none"
wait_for "$entries" '"type":"\(assistant\|system\)"'

echo "4. A person takes the conversation over and answers."
if [ -n "${PARLEY_KEY:-}" ]; then
  staff="Bearer $PARLEY_KEY"
else
  login="{\"email\":\"${PARLEY_EMAIL:-owner@fernwood.example}\",\"password\":\"${PARLEY_PASSWORD:-fernwood-demo}\"}"
  staff="Bearer $(curl --silent --show-error --fail-with-body -X POST "$url/auth/sign-in" \
    -H 'Content-Type: application/json' --data "$login" | field accessToken)"
fi
ask POST "/conversations/$conversation/take-over" "$staff" "take-$run" > /dev/null
ask POST "/conversations/$conversation/messages" "$staff" "reply-$run" \
  "{\"clientMessageId\":\"reply-$run\",\"text\":\"I have looked into it: that works.\"}" > /dev/null
ask POST "/conversations/$conversation/resolve" "$staff" "resolve-$run" > /dev/null

echo "5. The visitor reads the whole log:"
wait_for "ask GET '/widget/conversations/$conversation/entries?after=0' '$visitor' none" '"kind":"resolved"'
ask GET "/widget/conversations/$conversation/entries?after=0" "$visitor" none \
  | sed 's/{"id":"/\n{"id":"/g' \
  | sed -n 's/.*"seq":\([0-9]*\),.*"kind":"\([a-zA-Z]*\)","author":{"type":"\([a-z]*\)".*"text":"\([^"\\]*\).*/   \1  \3 (\2)  \4/p'
