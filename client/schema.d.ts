/* Made by `npm run generate:client` from the routes of api/http. Not edited by hand. */
export interface paths {
    "/widget/door": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the page that asks may show the chat of a tenant; asked before a launcher is shown
         * @description Needs no credential. A page asks before anybody has a credential; the answer says no more than that there is a chat.
         */
        get: operations["checkDoor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/widget/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a visitor session for a tenant
         * @description Needs no credential. A visitor has no credential before the first session; tenant and page are checked and the address is limited.
         */
        post: operations["openSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/widget/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The session of the presented token, with the visitor's conversations
         * @description For the visitor of the session.
         */
        get: operations["currentSession"];
        put?: never;
        post?: never;
        /**
         * Ends the session on this device: whoever uses it next sees nothing of it
         * @description For the visitor of the session.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/widget/identify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Binds the session to a person by a proof of the customer; the token is replaced
         * @description For the visitor of the session.
         */
        post: operations["identify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/widget/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a message; the answer means that it is stored
         * @description For the visitor of the session.
         */
        post: operations["sendAsVisitor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/widget/conversations/{conversationId}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Entries of the visitor's own conversation, in order
         * @description For the visitor of the session.
         */
        get: operations["readAsVisitor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/widget/conversations/{conversationId}/entries/{seq}/citations/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The passage behind a citation of an answer that the visitor got
         * @description For the visitor of the session.
         */
        get: operations["readSource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in with e-mail address and password
         * @description Needs no credential. This is where a credential comes from; tries are limited by address and name.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new access token for the refresh cookie, which rotates
         * @description Needs no credential. The refresh cookie is the credential; it is SameSite=Strict and checked here.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the session on this device
         * @description Needs no credential. Whoever holds the cookie may throw it away.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in
         * @description For whoever is signed in.
         */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/demo-login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The login of the demo tenant; only where the demo is switched on
         * @description Needs no credential. Shown on the sign-in page of a demo installation; nothing outside of it.
         */
        get: operations["demoLogin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * The name that colleagues and visitors see
         * @description For whoever is signed in.
         */
        put: operations["changeProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where you are signed in
         * @description For whoever is signed in.
         */
        get: operations["listMySessions"];
        put?: never;
        post?: never;
        /**
         * Signs every other device out
         * @description For whoever is signed in.
         */
        delete: operations["endMyOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Signs a device out; its open connections close
         * @description For whoever is signed in.
         */
        delete: operations["endMySession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * A new password; every other device is signed out
         * @description For whoever is signed in.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mails a one-time code; the answer is the same for unknown addresses
         * @description Needs no credential. Whoever cannot sign in asks for a code; it goes to the owner of the address alone, and asking is limited.
         */
        post: operations["askForCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/code/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in with a mailed code
         * @description Needs no credential. The code is the credential: five tries, ten minutes, once.
         */
        post: operations["signInWithCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new account with a workspace of its own; the code proves the address
         * @description Needs no credential. Open installations let strangers in by a code that proves their address; others answer 404.
         */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * In which ways one can sign in here
         * @description Needs no credential. The sign-in page asks before anybody is signed in.
         */
        get: operations["signInMethods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/single-sign-on/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sends the browser to the provider
         * @description Needs no credential. This is where a credential comes from.
         */
        get: operations["beginSingleSignOn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/single-sign-on/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the provider sends the browser back to
         * @description Needs no credential. The answer of the provider is the credential; state, nonce and PKCE bind it to this browser.
         */
        get: operations["finishSingleSignOn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The second step of a sign-in: a code of the app, or a recovery code
         * @description Needs no credential. The partial token of the first step is the credential; tries are limited by person.
         */
        post: operations["signInWithSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether you have a second factor
         * @description For whoever is signed in.
         */
        get: operations["readSecondFactor"];
        put?: never;
        /**
         * Begins to set up an authenticator app; the password is asked again
         * @description For whoever is signed in.
         */
        post: operations["beginSecondFactor"];
        /**
         * Switches the second factor off; the password is asked again
         * @description For whoever is signed in.
         */
        delete: operations["removeSecondFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/second-factor/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Switches the second factor on by its first code; every other device is signed out
         * @description For whoever is signed in.
         */
        post: operations["confirmSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The workspaces that you belong to
         * @description For whoever is signed in.
         */
        get: operations["listWorkspaces"];
        put?: never;
        /**
         * Another workspace, which is yours; where strangers may open workspaces
         * @description For whoever is signed in.
         */
        post: operations["createWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Goes on in another workspace; the token of the one before is dead
         * @description For whoever is signed in.
         */
        post: operations["switchWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The people of the workspace
         * @description Needs the permission `member.read`.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives a member another role; a lower one signs the person out
         * @description Needs the permission `member.manage`.
         */
        put: operations["changeRole"];
        post?: never;
        /**
         * Takes somebody out of the workspace, and signs the person out
         * @description Needs the permission `member.manage`.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenant/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes another member the owner; you go on as an admin and sign in again
         * @description Needs the permission `tenant.transfer`.
         */
        post: operations["transferOwnership"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives the workspace another name; its short name, which websites use, stays
         * @description Needs the permission `tenant.rename`.
         */
        put: operations["renameWorkspace"];
        post?: never;
        /**
         * Deletes the workspace with everything in it; its short name is asked so that it is not done by mistake
         * @description Needs the permission `tenant.delete`.
         */
        delete: operations["deleteTenant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invitations that are still open
         * @description Needs the permission `member.manage`.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Mails an invitation; it is good for 72 hours, once, for this address
         * @description Needs the permission `member.manage`.
         */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraws an invitation
         * @description Needs the permission `member.manage`.
         */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/invitations/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What an invitation is for
         * @description Needs no credential. The token of the mail is the credential.
         */
        post: operations["lookAtInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Joins by an invitation: with a new account, or with the password of the one that the address has
         * @description Needs no credential. The token of the mail proves the address; an account that exists also asks for its password.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Joins another workspace by an invitation to your own address
         * @description For whoever is signed in.
         */
        post: operations["acceptInvitationSignedIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what, newest first
         * @description Needs the permission `audit.read`.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole audit as NDJSON, oldest first; the export is a row of it
         * @description Needs the permission `audit.read`.
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follows the chain of the audit from its first row and names the first that does not fit
         * @description Needs the permission `audit.read`.
         */
        get: operations["verifyAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Conversations of the tenant, newest activity first
         * @description Needs the permission `conversation.read`.
         */
        get: operations["listConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations/{conversationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One conversation
         * @description Needs the permission `conversation.read`.
         */
        get: operations["readConversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations/{conversationId}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Entries of the log behind a seq, in order
         * @description Needs the permission `conversation.read`.
         */
        get: operations["readEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations/{conversationId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers as an agent; the assistant falls silent with this message
         * @description Needs the permission `conversation.answer`.
         */
        post: operations["sendAsAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations/{conversationId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agents have read up to a seq
         * @description Needs the permission `conversation.answer`.
         */
        post: operations["markRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations/{conversationId}/take-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The agent answers from now on; the assistant is silent
         * @description Needs the permission `conversation.answer`.
         */
        post: operations["takeOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations/{conversationId}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The assistant answers again, and what waited
         * @description Needs the permission `conversation.answer`.
         */
        post: operations["returnToAssistant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations/{conversationId}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The conversation is done
         * @description Needs the permission `conversation.answer`.
         */
        post: operations["resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations/{conversationId}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A resolved conversation goes on
         * @description Needs the permission `conversation.answer`.
         */
        post: operations["reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations/{conversationId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The assistant is silent until it is resumed; nobody has taken over yet
         * @description Needs the permission `conversation.answer`.
         */
        post: operations["pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations/{conversationId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The assistant goes on, and answers what waited
         * @description Needs the permission `conversation.answer`.
         */
        post: operations["resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations/{conversationId}/snooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put aside until an hour or a message of the visitor; with null it comes back now
         * @description Needs the permission `conversation.answer`.
         */
        post: operations["snoozeConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/turns/{turnId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why the assistant said what it said
         * @description Needs the permission `turn.read`.
         */
        get: operations["readTurn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/turns/{turnId}/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a model was sent in one step of a turn, byte for byte
         * @description Needs the permission `turn.read`.
         */
        get: operations["readSentRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assistant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the assistant answers, and the operation that moved its switch last
         * @description Needs the permission `conversation.read`.
         */
        get: operations["readAssistant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assistant/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The assistant of this tenant falls silent in every conversation; what is begun meanwhile waits for people
         * @description Needs the permission `assistant.switch`.
         */
        post: operations["pauseAssistant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assistant/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The assistant of this tenant goes on, and answers what waited
         * @description Needs the permission `assistant.switch`.
         */
        post: operations["resumeAssistant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assistant/operations/{operationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far an operation is
         * @description Needs the permission `conversation.read`.
         */
        get: operations["readOperation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The settings as they are now, with every default filled in
         * @description Needs the permission `settings.read`.
         */
        get: operations["readSettings"];
        /**
         * Changes the parts that are named, as a new version; open conversations follow from their next turn on
         * @description Needs the permission `settings.write`.
         */
        put: operations["saveSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings/functions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Declares what the assistant may call of your own systems, all of it, as a new version of the settings
         * @description Needs the permission `secret.manage`.
         */
        put: operations["saveFunctions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed what when, newest first
         * @description Needs the permission `settings.read`.
         */
        get: operations["listSettingsVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The settings of a version, and what differs from the version before or another one
         * @description Needs the permission `settings.read`.
         */
        get: operations["readSettingsVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings/versions/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Brings a version back, as a new version; declared functions stay as they are, since who may restore may not declare them
         * @description Needs the permission `settings.write`.
         */
        post: operations["restoreSettings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/canned-responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Texts that agents have at hand, by shortcut
         * @description Needs the permission `canned.read`.
         */
        get: operations["listCannedResponses"];
        put?: never;
        /**
         * Adds one; its shortcut must be free
         * @description Needs the permission `canned.write`.
         */
        post: operations["makeCannedResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/canned-responses/{cannedResponseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of them
         * @description Needs the permission `canned.read`.
         */
        get: operations["readCannedResponse"];
        /**
         * Changes its shortcut and text, as long as nobody else has since it was read
         * @description Needs the permission `canned.write`.
         */
        put: operations["changeCannedResponse"];
        post?: never;
        /**
         * Removes it
         * @description Needs the permission `canned.write`.
         */
        delete: operations["removeCannedResponse"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Documents of the tenant, newest first; of all, or those with a name or in a state
         * @description Needs the permission `document.read`.
         */
        get: operations["listDocuments"];
        put?: never;
        /**
         * Uploads a PDF, Word, HTML, Markdown, text or CSV document; the same file name again is a new version
         * @description Needs the permission `document.write`.
         */
        post: operations["uploadDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/{documentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One document and its state
         * @description Needs the permission `document.read`.
         */
        get: operations["readDocument"];
        put?: never;
        post?: never;
        /**
         * Takes a document out of the knowledge and deletes it everywhere
         * @description Needs the permission `document.write`.
         */
        delete: operations["deleteDocument"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/{documentId}/chunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The chunks of a document, in order
         * @description Needs the permission `document.read`.
         */
        get: operations["listChunks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/{documentId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prepares a document again from the bytes that were uploaded: one that failed, or that a rollback left out
         * @description Needs the permission `document.write`.
         */
        post: operations["retryDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Revisions of the knowledge that may be published again, newest first
         * @description Needs the permission `document.read`.
         */
        get: operations["listRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/revisions/{revisionId}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publishes an earlier revision again: answers stand on it from the next turn on
         * @description Needs the permission `document.write`.
         */
        post: operations["publishRevision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sites whose pages are knowledge, with the result of the last sync
         * @description Needs the permission `document.read`.
         */
        get: operations["listSites"];
        put?: never;
        /**
         * Adds a site by its start page or sitemap and begins its first sync; one a host
         * @description Needs the permission `document.write`.
         */
        post: operations["addSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sites/{siteId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of them, and how far its sync is
         * @description Needs the permission `document.read`.
         */
        get: operations["readSite"];
        /**
         * Changes how often it is synced
         * @description Needs the permission `document.write`.
         */
        put: operations["changeSite"];
        post?: never;
        /**
         * Removes it; its pages leave the knowledge behind that
         * @description Needs the permission `document.write`.
         */
        delete: operations["removeSite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sites/{siteId}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a sync now; one that runs goes on
         * @description Needs the permission `document.write`.
         */
        post: operations["syncSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/knowledge/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a question finds: the passages and scores that a turn would get
         * @description Needs the permission `document.read`.
         */
        post: operations["searchKnowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What secrets are set: name, version and last four characters
         * @description Needs the permission `secret.manage`.
         */
        get: operations["listSecrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/secrets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets a new value; the one before it is accepted until it is retired or followed by another
         * @description Needs the permission `secret.manage`.
         */
        put: operations["setSecret"];
        post?: never;
        /**
         * Removes a secret with every value of it
         * @description Needs the permission `secret.manage`.
         */
        delete: operations["removeSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/secrets/{name}/previous": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends the life of the value before the current one
         * @description Needs the permission `secret.manage`.
         */
        delete: operations["retireSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/visitors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Visitors who have written or are known by proof, in the order of their ids
         * @description Needs the permission `visitor.read`.
         */
        get: operations["listVisitors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/visitors/{visitorId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who a visitor is by proof, and whether it is banned
         * @description Needs the permission `visitor.read`.
         */
        get: operations["readVisitor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/visitors/{visitorId}/ban": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends every session of a visitor; what it writes from then on is refused
         * @description Needs the permission `visitor.manage`.
         */
        post: operations["banVisitor"];
        /**
         * Lifts a ban: the visitor may begin a new session
         * @description Needs the permission `visitor.manage`.
         */
        delete: operations["unbanVisitor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Keys of the tenant, newest first, revoked ones too
         * @description Needs the permission `key.manage`.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Makes a key; the answer is the only time that it is shown
         * @description Needs the permission `key.manage`.
         */
        post: operations["makeApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revokes a key: its next call is refused
         * @description Needs the permission `key.manage`.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tenants of this installation, newest first
         * @description Needs the permission `platform.read`.
         */
        get: operations["listTenants"];
        put?: never;
        /**
         * Makes a tenant; its owner is invited by mail, and is whoever accepts with that address
         * @description Needs the permission `platform.manage`.
         */
        post: operations["makeTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/tenants/{tenantId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much a tenant holds and what its assistant has spent today
         * @description Needs the permission `platform.read`.
         */
        get: operations["readTenant"];
        put?: never;
        post?: never;
        /**
         * Deletes a tenant with everything in it; its short name is asked so that it is not done by mistake
         * @description Needs the permission `platform.manage`.
         */
        delete: operations["deleteTenantAsOperator"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/tenants/{tenantId}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Closes every door of a tenant and keeps everything; its people are signed out and its sockets close
         * @description Needs the permission `platform.manage`.
         */
        post: operations["suspendTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/tenants/{tenantId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens the doors of a suspended tenant again
         * @description Needs the permission `platform.manage`.
         */
        post: operations["resumeTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Keys of the installation, newest first, revoked ones too
         * @description Needs the permission `platform.keys`.
         */
        get: operations["listPlatformKeys"];
        put?: never;
        /**
         * Makes a key that manages tenants; the answer is the only time that it is shown
         * @description Needs the permission `platform.keys`.
         */
        post: operations["makePlatformKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revokes a key of the installation: its next call is refused
         * @description Needs the permission `platform.keys`.
         */
        delete: operations["revokePlatformKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every dependency: which adapter is in use and its health
         * @description Needs the permission `system.read`.
         */
        get: operations["system"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @example {
         *       "tenant": "fernwood"
         *     }
         */
        OpenSession: {
            /** @description Slug or id of the tenant, as on the script tag */
            tenant: string;
            /** @description Origin of the page that shows the chat */
            host?: string;
        };
        Identify: {
            /** @description HS256 or EdDSA, for this tenant, ten minutes at most */
            jwt: string;
        } | {
            userId: string;
            hash: string;
        };
        /**
         * @example {
         *       "clientMessageId": "b0ad7f31-1",
         *       "text": "Can I return a birthday gift?"
         *     }
         */
        SendAsVisitor: {
            clientMessageId: string;
            conversationId?: string;
            text: string;
        };
        /**
         * @example {
         *       "email": "owner@fernwood.example",
         *       "password": "fernwood-demo"
         *     }
         */
        SignIn: {
            /** Format: email */
            email: string;
            password: string;
        };
        ChangeProfile: {
            name: string;
        };
        ChangePassword: {
            current: string;
            next: string;
        };
        AskForCode: {
            /** Format: email */
            email: string;
            /** @enum {string} */
            purpose: "signIn" | "signUp";
        };
        SpendCode: {
            challengeId: string;
            code: string;
        };
        SignUp: {
            challengeId: string;
            code: string;
            workspace: string;
            name: string;
            password: string;
        };
        SpendSecondFactor: {
            partialToken: string;
            code: string;
        };
        WithPassword: {
            password: string;
        };
        ConfirmSecondFactor: {
            code: string;
        };
        NewWorkspace: {
            name: string;
        };
        SwitchTo: {
            tenantId: string;
        };
        ChangeRole: {
            /** @enum {string} */
            role: "admin" | "agent" | "viewer";
        };
        TransferOwnership: {
            userId: string;
        };
        RenameWorkspace: {
            name: string;
        };
        DeleteTenant: {
            slug: string;
        };
        Invite: {
            /** Format: email */
            email: string;
            /** @enum {string} */
            role: "admin" | "agent" | "viewer";
        };
        OpenInvitation: {
            token: string;
        };
        AcceptInvitation: {
            token: string;
            name?: string;
            password: string;
        };
        /**
         * @example {
         *       "clientMessageId": "desk-7f31-1",
         *       "text": "Of course: within 30 days."
         *     }
         */
        SendAsAgent: {
            clientMessageId: string;
            text: string;
        };
        MarkRead: {
            seq: number;
        };
        SnoozeUntil: {
            /** @description When it comes back; null wakes it now */
            until: string | null;
        };
        SaveSettings: {
            /** @description The version that was read; when it is not the newest any more: 409, `settings.movedOn` */
            basedOn: number;
            assistant?: components["schemas"]["AssistantSettings"];
            persona?: components["schemas"]["PersonaSettings"];
            lifecycle?: components["schemas"]["LifecycleSettings"];
            door?: components["schemas"]["DoorSettings"];
            budget?: components["schemas"]["BudgetSettings"];
            privacy?: components["schemas"]["PrivacySettings"];
        };
        AssistantSettings: {
            /** @description What it calls itself */
            name: string;
            /** @description Shown before the first message */
            greeting: string;
            /** @description Questions to choose from, under the greeting */
            suggestions: string[];
            /** @description What a language model is told beside our own instructions */
            instructions: string;
            /** @description Words or phrases by which a visitor asks for a person; any case */
            handoffWords: string[];
            /** @description What a visitor is told who is handed to people */
            handoverNotice: string;
            /** @description Score under which what was found counts as no answer, 0 to 1 */
            floor: number;
        };
        PersonaSettings: {
            /** @description What visitors know the company by; empty: the name of the workspace */
            brand: string;
            /**
             * @description How it speaks
             * @enum {string}
             */
            tone: "plain" | "friendly" | "formal" | "lively";
            /**
             * @description Language of the greeting, and of answers where the language of the visitor cannot be told
             * @enum {string}
             */
            locale: "en" | "de" | "fr" | "es" | "it" | "pt" | "nl";
            /** @description Answers from the published knowledge */
            knowledge: boolean;
            /** @description Calls the functions that are declared */
            functions: boolean;
            /** @description Passes on by itself what it cannot answer; who asks for a person gets one in any case */
            handover: boolean;
        };
        LifecycleSettings: {
            /** @description Silence of the visitor until they are told that it will be closed */
            idleWarningMs: number | null;
            /** @description Silence of the visitor until it is resolved, by status */
            autoResolveMs: {
                unresolved: number | null;
                escalated: number | null;
            };
            /** @description Silence until the conversation ends */
            sessionGraceMs: number;
            /** @description How long a resolved conversation waits for a word more */
            reopenMs: number;
            /** @description Age at which a conversation ends, once nobody waits */
            maxLifeMs: number | null;
            /** @description The longest snooze */
            snoozeMaxMs: number;
            /** @description What a silent visitor is told */
            idleNotice: string;
            /** @description Business time in which a person answers; null promises nothing */
            firstResponseMs: number | null;
            /** @description When people are there; null for always */
            hours: {
                timeZone: string;
                week: {
                    sun?: [
                        string,
                        string
                    ][];
                    mon?: [
                        string,
                        string
                    ][];
                    tue?: [
                        string,
                        string
                    ][];
                    wed?: [
                        string,
                        string
                    ][];
                    thu?: [
                        string,
                        string
                    ][];
                    fri?: [
                        string,
                        string
                    ][];
                    sat?: [
                        string,
                        string
                    ][];
                };
            } | null;
            /**
             * @description Where a message goes that comes after the conversation was resolved
             * @enum {string}
             */
            afterResolve: "reopen" | "new";
        };
        DoorSettings: {
            /** @description Sites that may show the chat */
            origins: string[];
            /** @description Life of a session that is not used, ms */
            idleMs: number;
            /** @description Life of a session however much it is used, ms */
            absoluteMs: number;
            /** @description Only visitors may write whom the customer has proven */
            identifiedOnly: boolean;
            /** @description Messages of one visitor in ten seconds */
            messages: number;
        };
        BudgetSettings: {
            /** @description In one answer; after `wallClockMs` it begins no further step */
            turn: {
                modelCalls: number;
                toolCalls: number;
                tokens: number;
                wallClockMs: number;
            };
            /** @description In one conversation; money in millionths of a US dollar */
            conversation: {
                modelCalls: number;
                toolCalls: number;
                tokens: number;
                costMicros: number;
            };
            /** @description In all conversations of one day, UTC; money in millionths of a US dollar */
            tenantDay: {
                modelCalls: number;
                tokens: number;
                costMicros: number;
            };
        };
        PrivacySettings: {
            /** @description Mask e-mail addresses, phone and account numbers before a model is sent them; card numbers always are */
            redact: boolean;
        };
        SaveFunctions: {
            /** @description The version that was read; when it is not the newest any more: 409, `settings.movedOn` */
            basedOn: number;
            /** @description What a model may call of your own systems */
            functions: {
                name: string;
                description: string;
                /** @description The part of JSON Schema in which a model is told what to hand over */
                parameters: {
                    /** @constant */
                    type: "object";
                    properties: {
                        [key: string]: {
                            /** @enum {string} */
                            type: "string" | "number" | "integer" | "boolean";
                            description?: string;
                            enum?: string[];
                        };
                    };
                    required: string[];
                    /** @constant */
                    additionalProperties: false;
                };
                /** @enum {string} */
                method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                /** @description https, with `{parameter}` in its path or query */
                url: string;
                headers: {
                    name: string;
                    /** @description `{secret}` stands for the value of the secret */
                    value: string;
                    /** @description Set with PUT /secrets/{name}; no model ever sees it */
                    secret: string | null;
                }[];
                timeoutMs: number;
                /**
                 * @description `read` changes nothing; `keyed` does a thing once an Idempotency-Key; `once` knows no keys and is never sent twice
                 * @enum {string}
                 */
                kind: "read" | "keyed" | "once";
            }[];
        };
        RestoreSettings: {
            /** @description The version that was read; when it is not the newest any more: 409, `settings.movedOn` */
            basedOn?: number;
        };
        SaveCannedResponse: {
            /** @description What an agent types behind a slash; unique in the workspace */
            shortcut: string;
            /** @description Markdown; `{{visitor.name}}`, `{{agent.name}}` and `{{company.name}}` are filled, any other variable by hand */
            text: string;
        };
        ChangeCannedResponse: {
            /** @description What an agent types behind a slash; unique in the workspace */
            shortcut: string;
            /** @description Markdown; `{{visitor.name}}`, `{{agent.name}}` and `{{company.name}}` are filled, any other variable by hand */
            text: string;
            /** @description The `version` that was read; when it is not the newest any more: 409, `canned.movedOn` */
            basedOn: number;
        };
        /**
         * @example {
         *       "address": "https://help.example.com/",
         *       "everyHours": 24
         *     }
         */
        AddSite: {
            /** @description Of the start page, whose links are followed on its host, or of a sitemap */
            address: string;
            /**
             * @description Hours between two syncs; null: by hand alone
             * @default 24
             */
            everyHours: number | null;
        };
        ChangeSite: {
            /** @description Hours between two syncs; null: by hand alone */
            everyHours: number | null;
        };
        SearchKnowledge: {
            /** @description As a visitor would write it */
            query: string;
            /**
             * @description What was said before, oldest first: a question that leans on it is completed by it
             * @default []
             */
            history: {
                /** @enum {string} */
                role: "user" | "assistant";
                content: string;
            }[];
        };
        SetSecret: {
            /** @description Write only: no answer of the API ever holds it */
            value: string;
        };
        /**
         * @example {
         *       "name": "Help desk",
         *       "permissions": [
         *         "conversation.read",
         *         "conversation.answer"
         *       ],
         *       "expiresInDays": 90
         *     }
         */
        MakeApiKey: {
            name: string;
            permissions: ("conversation.read" | "conversation.answer" | "document.read" | "document.write" | "turn.read" | "system.read" | "settings.read" | "settings.write" | "assistant.switch" | "canned.read" | "canned.write" | "visitor.read" | "visitor.manage" | "member.read" | "secret.manage" | "audit.read")[];
            /**
             * @description null: until it is revoked
             * @default null
             */
            expiresInDays: number | null;
        };
        MakeTenant: {
            name: string;
            slug?: string;
            /** Format: email */
            ownerEmail: string;
        };
        MakePlatformKey: {
            name: string;
            permissions: ("platform.read" | "platform.manage")[];
            /**
             * @description null: until it is revoked
             * @default null
             */
            expiresInDays: number | null;
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail?: string;
            fields?: {
                path: string;
                message: string;
            }[];
            requestId?: string;
        } & {
            [key: string]: unknown;
        };
        Session: {
            /** @description Send as `Authorization: Visitor <token>` and in the first ws frame; never in a URL */
            token: string;
            visitorId: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            expiresAt: string;
            settings: components["schemas"]["WidgetSettings"];
        };
        WidgetSettings: {
            companyName: string;
            assistantName: string;
            greeting: string;
            suggestions: string[];
        };
        CurrentSession: {
            visitorId: string;
            /** @description A proof has said who this is */
            verified: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            expiresAt: string;
            settings: components["schemas"]["WidgetSettings"];
            conversations: {
                id: string;
                lastSeq: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                lastActivityAt: string;
            }[];
        };
        Identified: {
            /** @description The new token; null when the session was this person already */
            token: string | null;
            visitorId: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            expiresAt: string;
        };
        Accepted: {
            conversationId: string;
            entry: components["schemas"]["Entry"];
        };
        Entry: {
            /** @description <conversationId>:<seq> */
            id: string;
            conversationId: string;
            seq: number;
            /** @description Of a message that a person sent: the id that its client chose */
            clientMessageId: string | null;
            /** @enum {string} */
            kind: "message" | "takenOver" | "returned" | "escalated" | "resolved" | "reopened" | "ended" | "paused" | "resumed";
            author: components["schemas"]["Author"];
            /** @description Markdown of a message; of a move the sentence for the visitor, maybe empty */
            text: string;
            citations: components["schemas"]["Citation"][];
            /** @description Of an assistant's message, for staff: ask /turns/{turnId} why */
            turnId: string | null;
            /** @description Of an escalation, for staff */
            reason: ("askedForPerson" | "nothingFound" | "modelUnsure" | "modelFailed" | "modelKeyRefused" | "searchFailed" | "budget" | "effectUnknown") | null;
            /** @description Of an escalation, for staff */
            summary: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            at: string;
        };
        Author: {
            /** @enum {string} */
            type: "visitor" | "assistant" | "agent" | "system";
            name: string | null;
            /** @description Of a visitor, for staff: its person was proven when it wrote */
            verified?: boolean;
        };
        Citation: {
            n: number;
            title: string;
            /** @description Heading path, empty at the top of the document */
            section: string;
            pages?: {
                first: number;
                last: number;
            } | null;
            /** @description Of a page of a site: where people read it */
            url?: string;
            documentId: string;
            revisionId: string;
            chunkId: string;
        };
        EntryPage: {
            data: components["schemas"]["Entry"][];
            nextAfter: number | null;
        };
        Source: {
            n: number;
            title: string;
            section: string;
            pages: {
                first: number;
                last: number;
            } | null;
            url: string | null;
            text: string;
        };
        SignInReply: components["schemas"]["StaffSession"] | components["schemas"]["SecondFactorNeeded"];
        StaffSession: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "session";
            user: {
                id: string;
                name: string;
                email: string;
            };
            tenant: {
                id: string;
                slug: string;
                name: string;
            };
            /** @enum {string} */
            role: "owner" | "admin" | "agent" | "viewer" | "operator";
            permissions: ("conversation.read" | "conversation.answer" | "document.read" | "document.write" | "turn.read" | "system.read" | "settings.read" | "settings.write" | "assistant.switch" | "canned.read" | "canned.write" | "visitor.read" | "visitor.manage" | "member.read" | "member.manage" | "key.manage" | "secret.manage" | "audit.read" | "tenant.rename" | "tenant.transfer" | "tenant.delete" | "platform.read" | "platform.manage" | "platform.keys")[];
            sessionId: string;
            accessToken: string;
            expiresInSeconds: number;
        };
        SecondFactorNeeded: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "secondFactor";
            partialToken: string;
            expiresInSeconds: number;
        };
        StaffIdentity: {
            user: {
                id: string;
                name: string;
                email: string;
            };
            tenant: {
                id: string;
                slug: string;
                name: string;
            };
            /** @enum {string} */
            role: "owner" | "admin" | "agent" | "viewer" | "operator";
            permissions: ("conversation.read" | "conversation.answer" | "document.read" | "document.write" | "turn.read" | "system.read" | "settings.read" | "settings.write" | "assistant.switch" | "canned.read" | "canned.write" | "visitor.read" | "visitor.manage" | "member.read" | "member.manage" | "key.manage" | "secret.manage" | "audit.read" | "tenant.rename" | "tenant.transfer" | "tenant.delete" | "platform.read" | "platform.manage" | "platform.keys")[];
        };
        DemoLogin: {
            email: string;
            password: string;
        };
        SessionPage: {
            data: components["schemas"]["SessionSummary"][];
            nextCursor: string | null;
        };
        SessionSummary: {
            id: string;
            tenantId: string;
            device: string;
            ip: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            lastUsedAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            expiresAt: string;
            current: boolean;
        };
        Ended: {
            ended: number;
        };
        Challenge: {
            challengeId: string;
        };
        SignInMethods: {
            singleSignOn: string | null;
            signUp: boolean;
        };
        SecondFactorState: {
            on: boolean;
            recoveryCodesLeft: number;
        };
        Enrolment: {
            secret: string;
            uri: string;
            picture: string;
        };
        RecoveryCodes: {
            codes: string[];
        };
        WorkspacePage: {
            data: components["schemas"]["Workspace"][];
            nextCursor: string | null;
        };
        Workspace: {
            id: string;
            slug: string;
            name: string;
            /** @enum {string} */
            role: "owner" | "admin" | "agent" | "viewer" | "operator";
            current: boolean;
        };
        MemberPage: {
            data: components["schemas"]["Member"][];
            nextCursor: string | null;
        };
        Member: {
            id: string;
            name: string;
            email: string;
            /** @enum {string} */
            role: "owner" | "admin" | "agent" | "viewer";
            you: boolean;
        };
        Invitation: {
            id: string;
            email: string;
            /** @enum {string} */
            role: "owner" | "admin" | "agent" | "viewer";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            expiresAt: string;
        };
        InvitationPage: {
            data: components["schemas"]["Invitation"][];
            nextCursor: string | null;
        };
        InvitationLook: {
            workspace: string;
            email: string;
            /** @enum {string} */
            role: "owner" | "admin" | "agent" | "viewer";
            known: boolean;
        };
        AuditRow: {
            seq: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            at: string;
            actor: {
                type: string;
                id: string | null;
            };
            action: string;
            subject: string | null;
            detail: string;
            prev: string;
            hash: string;
        };
        AuditVerdict: {
            rows: number;
            broken: {
                seq: number;
                /** @enum {string} */
                why: "missing" | "changed" | "unchained";
            } | null;
        };
        ConversationPage: {
            data: components["schemas"]["Conversation"][];
            nextCursor: string | null;
        };
        Conversation: {
            id: string;
            visitorId: string;
            /** @enum {string} */
            status: "unresolved" | "escalated" | "resolved";
            /** @enum {string} */
            mode: "ai" | "human" | "paused";
            takenBy: string | null;
            lastSeq: number;
            lastMessage: {
                seq: number;
                /** @enum {string} */
                author: "visitor" | "assistant" | "agent" | "system";
                excerpt: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                at: string;
            } | null;
            /** @description The visitor's messages that no agent has read, counted up to 100 */
            unread: number;
            awaitingSince: string | null;
            /** @description Put aside until then, or until the visitor writes */
            snoozedUntil: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            lastActivityAt: string;
            /** @description The workflow in the Temporal UI, where one is configured */
            engineUrl: string | null;
        };
        Turn: {
            id: string;
            conversationId: string;
            /** @description Seqs of the messages that it answers */
            answers: number[];
            question: string;
            /** @description What the question was understood as, a text for each thing asked */
            asked: string[];
            /** @enum {string} */
            outcome: "open" | "replied" | "escalated" | "superseded" | "notNeeded";
            reason: ("askedForPerson" | "nothingFound" | "modelUnsure" | "modelFailed" | "modelKeyRefused" | "searchFailed" | "budget" | "effectUnknown") | null;
            model: string | null;
            promptVersion: string | null;
            settingsVersion: number;
            revisionId: string | null;
            floor: number | null;
            passages: {
                n: number;
                documentId: string;
                chunkId: string;
                title: string;
                section: string;
                pages: {
                    first: number;
                    last: number;
                } | null;
                /** @description Of a page of a site */
                url: string | null;
                text: string;
                /** @description How likely it answers, 0 to 1 */
                score: number;
                /** @description Likeness of meaning; null where none was measured */
                dense: number | null;
                /** @description Share of the words found; null where none was */
                keyword: number | null;
                used: boolean;
            }[];
            withoutIndex: boolean;
            /** @description Documents that were deleted since: their words are gone from the record */
            forgotten: string[];
            /** @description The last request as sent to the model; of a call of a tool its name and arguments */
            messages: {
                /** @enum {string} */
                role: "system" | "user" | "assistant" | "tool";
                content: string;
            }[];
            steps: ({
                /** @constant */
                type: "model";
                step: number;
                /** @enum {string} */
                by: "model" | "fallback" | "quotes";
                model: string;
                /** @enum {string} */
                outcome: "reply" | "escalate" | "tools";
                usage: {
                    inputTokens: number;
                    outputTokens: number;
                };
                /** @description Millionths of a US dollar; null where the installation knows no prices */
                costMicros: number | null;
                tookMs: number | null;
                /** @description Of the request; null where nobody was asked */
                sent: {
                    form: string;
                    bytes: number;
                    sha256: string;
                } | null;
            } | {
                /** @constant */
                type: "tool";
                step: number;
                call: number;
                name: string;
                /** @description As the model wrote them */
                arguments: string;
                ok: boolean;
                /** @description What the model was told */
                result: string;
                /** @description Numbers of the passages that it brought */
                found: number[];
                tookMs: number | null;
            })[];
            usage: {
                inputTokens: number;
                outputTokens: number;
            } | null;
            /** @description Millionths of a US dollar; null where the installation knows no prices */
            costMicros: number | null;
            timings: {
                searchedMs: number | null;
                firstTokenMs: number | null;
                draftedMs: number | null;
                endedMs: number | null;
            };
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            openedAt: string;
        };
        SentRequest: {
            turnId: string;
            step: number;
            /**
             * @description exact: byte for byte, by its digest. forgotten: it held words of documents that were deleted. none: nobody was asked, or nobody answered. unproven: made again of the record, but nothing proves that it is the same. tooLarge: over a million bytes
             * @enum {string}
             */
            state: "exact" | "forgotten" | "none" | "unproven" | "tooLarge";
            form: string | null;
            model: string | null;
            bytes: number | null;
            sha256: string | null;
            /** @description The text as it was sent; null unless it is exact or unproven */
            body: string | null;
        };
        Assistant: {
            /** @description Who paused the assistant; null while it answers */
            paused: ("tenant" | "everywhere") | null;
            since: string | null;
            /** @description What moved the switch of the tenant last */
            operation: components["schemas"]["Operation"] | null;
        };
        Operation: {
            id: string;
            /** @enum {string} */
            move: "pause" | "resume";
            /**
             * @description superseded: another one was asked for before it had visited everybody
             * @enum {string}
             */
            state: "asked" | "running" | "done" | "superseded";
            /** @description Open conversations when it began */
            total: number | null;
            done: number;
            /** @description Did not need it, or a person was first */
            skipped: number;
            /** @description Could not be reached */
            failed: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            askedAt: string;
            endedAt: string | null;
        };
        Settings: {
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            author: {
                id: string;
                /** @description null: a program, or somebody whose account is gone */
                name: string | null;
            };
            /** @description The version that this one brings back */
            restores: number | null;
            settings: {
                assistant: {
                    /** @description What it calls itself */
                    name: string;
                    /** @description Shown before the first message */
                    greeting: string;
                    /** @description Questions to choose from, under the greeting */
                    suggestions: string[];
                    /** @description What a language model is told beside our own instructions */
                    instructions: string;
                    /** @description Words or phrases by which a visitor asks for a person; any case */
                    handoffWords: string[];
                    /** @description What a visitor is told who is handed to people */
                    handoverNotice: string;
                    /** @description Score under which what was found counts as no answer, 0 to 1 */
                    floor: number;
                };
                persona: {
                    /** @description What visitors know the company by; empty: the name of the workspace */
                    brand: string;
                    /**
                     * @description How it speaks
                     * @enum {string}
                     */
                    tone: "plain" | "friendly" | "formal" | "lively";
                    /**
                     * @description Language of the greeting, and of answers where the language of the visitor cannot be told
                     * @enum {string}
                     */
                    locale: "en" | "de" | "fr" | "es" | "it" | "pt" | "nl";
                    /** @description Answers from the published knowledge */
                    knowledge: boolean;
                    /** @description Calls the functions that are declared */
                    functions: boolean;
                    /** @description Passes on by itself what it cannot answer; who asks for a person gets one in any case */
                    handover: boolean;
                };
                lifecycle: {
                    /** @description Silence of the visitor until they are told that it will be closed */
                    idleWarningMs: number | null;
                    /** @description Silence of the visitor until it is resolved, by status */
                    autoResolveMs: {
                        unresolved: number | null;
                        escalated: number | null;
                    };
                    /** @description Silence until the conversation ends */
                    sessionGraceMs: number;
                    /** @description How long a resolved conversation waits for a word more */
                    reopenMs: number;
                    /** @description Age at which a conversation ends, once nobody waits */
                    maxLifeMs: number | null;
                    /** @description The longest snooze */
                    snoozeMaxMs: number;
                    /** @description What a silent visitor is told */
                    idleNotice: string;
                    /** @description Business time in which a person answers; null promises nothing */
                    firstResponseMs: number | null;
                    /** @description When people are there; null for always */
                    hours: {
                        timeZone: string;
                        week: {
                            sun?: [
                                string,
                                string
                            ][];
                            mon?: [
                                string,
                                string
                            ][];
                            tue?: [
                                string,
                                string
                            ][];
                            wed?: [
                                string,
                                string
                            ][];
                            thu?: [
                                string,
                                string
                            ][];
                            fri?: [
                                string,
                                string
                            ][];
                            sat?: [
                                string,
                                string
                            ][];
                        };
                    } | null;
                    /**
                     * @description Where a message goes that comes after the conversation was resolved
                     * @enum {string}
                     */
                    afterResolve: "reopen" | "new";
                };
                door: {
                    /** @description Sites that may show the chat */
                    origins: string[];
                    /** @description Life of a session that is not used, ms */
                    idleMs: number;
                    /** @description Life of a session however much it is used, ms */
                    absoluteMs: number;
                    /** @description Only visitors may write whom the customer has proven */
                    identifiedOnly: boolean;
                    /** @description Messages of one visitor in ten seconds */
                    messages: number;
                };
                budget: {
                    /** @description In one answer; after `wallClockMs` it begins no further step */
                    turn: {
                        modelCalls: number;
                        toolCalls: number;
                        tokens: number;
                        wallClockMs: number;
                    };
                    /** @description In one conversation; money in millionths of a US dollar */
                    conversation: {
                        modelCalls: number;
                        toolCalls: number;
                        tokens: number;
                        costMicros: number;
                    };
                    /** @description In all conversations of one day, UTC; money in millionths of a US dollar */
                    tenantDay: {
                        modelCalls: number;
                        tokens: number;
                        costMicros: number;
                    };
                };
                privacy: {
                    /** @description Mask e-mail addresses, phone and account numbers before a model is sent them; card numbers always are */
                    redact: boolean;
                };
                tools: {
                    /** @description What a model may call of your own systems */
                    functions: {
                        name: string;
                        description: string;
                        /** @description The part of JSON Schema in which a model is told what to hand over */
                        parameters: {
                            /** @constant */
                            type: "object";
                            properties: {
                                [key: string]: {
                                    /** @enum {string} */
                                    type: "string" | "number" | "integer" | "boolean";
                                    description?: string;
                                    enum?: string[];
                                };
                            };
                            required: string[];
                            /** @constant */
                            additionalProperties: false;
                        };
                        /** @enum {string} */
                        method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                        /** @description https, with `{parameter}` in its path or query */
                        url: string;
                        headers: {
                            name: string;
                            /** @description `{secret}` stands for the value of the secret */
                            value: string;
                            /** @description Set with PUT /secrets/{name}; no model ever sees it */
                            secret: string | null;
                        }[];
                        timeoutMs: number;
                        /**
                         * @description `read` changes nothing; `keyed` does a thing once an Idempotency-Key; `once` knows no keys and is never sent twice
                         * @enum {string}
                         */
                        kind: "read" | "keyed" | "once";
                    }[];
                };
            };
        };
        SettingsHistory: {
            data: components["schemas"]["SettingsHistoryRow"][];
            nextCursor: string | null;
        };
        SettingsHistoryRow: {
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            author: {
                id: string;
                /** @description null: a program, or somebody whose account is gone */
                name: string | null;
            };
            /** @description The version that this one brings back */
            restores: number | null;
            changed: string[];
        };
        SettingsVersion: {
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            author: {
                id: string;
                /** @description null: a program, or somebody whose account is gone */
                name: string | null;
            };
            /** @description The version that this one brings back */
            restores: number | null;
            settings: {
                assistant: {
                    /** @description What it calls itself */
                    name: string;
                    /** @description Shown before the first message */
                    greeting: string;
                    /** @description Questions to choose from, under the greeting */
                    suggestions: string[];
                    /** @description What a language model is told beside our own instructions */
                    instructions: string;
                    /** @description Words or phrases by which a visitor asks for a person; any case */
                    handoffWords: string[];
                    /** @description What a visitor is told who is handed to people */
                    handoverNotice: string;
                    /** @description Score under which what was found counts as no answer, 0 to 1 */
                    floor: number;
                };
                persona: {
                    /** @description What visitors know the company by; empty: the name of the workspace */
                    brand: string;
                    /**
                     * @description How it speaks
                     * @enum {string}
                     */
                    tone: "plain" | "friendly" | "formal" | "lively";
                    /**
                     * @description Language of the greeting, and of answers where the language of the visitor cannot be told
                     * @enum {string}
                     */
                    locale: "en" | "de" | "fr" | "es" | "it" | "pt" | "nl";
                    /** @description Answers from the published knowledge */
                    knowledge: boolean;
                    /** @description Calls the functions that are declared */
                    functions: boolean;
                    /** @description Passes on by itself what it cannot answer; who asks for a person gets one in any case */
                    handover: boolean;
                };
                lifecycle: {
                    /** @description Silence of the visitor until they are told that it will be closed */
                    idleWarningMs: number | null;
                    /** @description Silence of the visitor until it is resolved, by status */
                    autoResolveMs: {
                        unresolved: number | null;
                        escalated: number | null;
                    };
                    /** @description Silence until the conversation ends */
                    sessionGraceMs: number;
                    /** @description How long a resolved conversation waits for a word more */
                    reopenMs: number;
                    /** @description Age at which a conversation ends, once nobody waits */
                    maxLifeMs: number | null;
                    /** @description The longest snooze */
                    snoozeMaxMs: number;
                    /** @description What a silent visitor is told */
                    idleNotice: string;
                    /** @description Business time in which a person answers; null promises nothing */
                    firstResponseMs: number | null;
                    /** @description When people are there; null for always */
                    hours: {
                        timeZone: string;
                        week: {
                            sun?: [
                                string,
                                string
                            ][];
                            mon?: [
                                string,
                                string
                            ][];
                            tue?: [
                                string,
                                string
                            ][];
                            wed?: [
                                string,
                                string
                            ][];
                            thu?: [
                                string,
                                string
                            ][];
                            fri?: [
                                string,
                                string
                            ][];
                            sat?: [
                                string,
                                string
                            ][];
                        };
                    } | null;
                    /**
                     * @description Where a message goes that comes after the conversation was resolved
                     * @enum {string}
                     */
                    afterResolve: "reopen" | "new";
                };
                door: {
                    /** @description Sites that may show the chat */
                    origins: string[];
                    /** @description Life of a session that is not used, ms */
                    idleMs: number;
                    /** @description Life of a session however much it is used, ms */
                    absoluteMs: number;
                    /** @description Only visitors may write whom the customer has proven */
                    identifiedOnly: boolean;
                    /** @description Messages of one visitor in ten seconds */
                    messages: number;
                };
                budget: {
                    /** @description In one answer; after `wallClockMs` it begins no further step */
                    turn: {
                        modelCalls: number;
                        toolCalls: number;
                        tokens: number;
                        wallClockMs: number;
                    };
                    /** @description In one conversation; money in millionths of a US dollar */
                    conversation: {
                        modelCalls: number;
                        toolCalls: number;
                        tokens: number;
                        costMicros: number;
                    };
                    /** @description In all conversations of one day, UTC; money in millionths of a US dollar */
                    tenantDay: {
                        modelCalls: number;
                        tokens: number;
                        costMicros: number;
                    };
                };
                privacy: {
                    /** @description Mask e-mail addresses, phone and account numbers before a model is sent them; card numbers always are */
                    redact: boolean;
                };
                tools: {
                    /** @description What a model may call of your own systems */
                    functions: {
                        name: string;
                        description: string;
                        /** @description The part of JSON Schema in which a model is told what to hand over */
                        parameters: {
                            /** @constant */
                            type: "object";
                            properties: {
                                [key: string]: {
                                    /** @enum {string} */
                                    type: "string" | "number" | "integer" | "boolean";
                                    description?: string;
                                    enum?: string[];
                                };
                            };
                            required: string[];
                            /** @constant */
                            additionalProperties: false;
                        };
                        /** @enum {string} */
                        method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                        /** @description https, with `{parameter}` in its path or query */
                        url: string;
                        headers: {
                            name: string;
                            /** @description `{secret}` stands for the value of the secret */
                            value: string;
                            /** @description Set with PUT /secrets/{name}; no model ever sees it */
                            secret: string | null;
                        }[];
                        timeoutMs: number;
                        /**
                         * @description `read` changes nothing; `keyed` does a thing once an Idempotency-Key; `once` knows no keys and is never sent twice
                         * @enum {string}
                         */
                        kind: "read" | "keyed" | "once";
                    }[];
                };
            };
            against: number | null;
            changes: components["schemas"]["SettingsChange"][];
        };
        SettingsChange: {
            setting: string;
            from: unknown;
            to: unknown;
        };
        CannedResponsePage: {
            data: components["schemas"]["CannedResponse"][];
            nextCursor: string | null;
        };
        CannedResponse: {
            id: string;
            shortcut: string;
            text: string;
            /** @description From 1, one more with each change */
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
            updatedBy: string;
        };
        Document: {
            id: string;
            fileName: string;
            title: string;
            /** @description Of a page of a site: where people read it */
            url: string | null;
            /** @enum {string} */
            mediaType: "text/markdown" | "text/plain" | "text/html" | "text/csv" | "application/pdf" | "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            bytes: number;
            /** @enum {string} */
            state: "queued" | "extracting" | "embedding" | "indexing" | "searchable" | "failed";
            /** @description Share of the work done in this state */
            progress: number;
            /** @description Of a failed document: the reason, for people */
            failure: string | null;
            /**
             * @description What the assistant answers from: this version, an earlier one of the document, or nothing of it
             * @enum {string}
             */
            published: "current" | "earlier" | "no";
            chunkCount: number;
            /** @description ISO 639-1; null before it was read, and where it cannot be told */
            language: string | null;
            /** @description Null where the file has no pages */
            pageCount: number | null;
            /** @description Rows and pages that gave nothing, the first hundred */
            remarks: {
                place: string;
                reason: string;
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
        };
        DocumentPage: {
            data: components["schemas"]["Document"][];
            nextCursor: string | null;
        };
        ChunkPage: {
            data: components["schemas"]["Chunk"][];
            nextCursor: string | null;
        };
        Chunk: {
            id: string;
            ordinal: number;
            section: string;
            text: string;
            tokens: number;
            pages: {
                first: number;
                last: number;
            } | null;
        };
        RevisionList: {
            data: components["schemas"]["Revision"][];
        };
        Revision: {
            id: string;
            number: number;
            /** @description Answers stand on it now */
            current: boolean;
            /** @description How many it holds */
            documents: number;
            /** @description Against the revision before it */
            changes: {
                /** @enum {string} */
                type: "added" | "replaced" | "removed";
                documentId: string;
                /** @description Null of a document that was deleted since */
                fileName: string | null;
            }[];
            /** @description Whose change it is; null: an import by the command line, or not known */
            author: {
                /** @description Of a person, of an API key, or of the site that was synced */
                id: string;
                /** @description Of the person, or the address of the site; null: a program, or gone */
                name: string | null;
            } | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
        };
        SiteList: {
            data: components["schemas"]["Site"][];
        };
        Site: {
            id: string;
            address: string;
            /** @description Hours between two syncs; null: by hand alone */
            everyHours: number | null;
            /** @enum {string} */
            state: "waiting" | "reading" | "synced" | "failed" | "removing";
            /** @description Why the last sync came to nothing: what is wrong with its first page */
            failure: ("robots" | "noindex" | "redirect" | "gone" | "refused" | "unreachable" | "tooLarge" | "notAPage" | "unreadable" | "empty" | "duplicate" | "robotsUnreachable" | "internal") | null;
            /** @description The bound that ended the sync before the site did */
            limit: ("pages" | "bytes" | "depth" | "time") | null;
            /** @description Of the present sync, or of the last one */
            progress: {
                found: number;
                /** @description New and changed pages */
                read: number;
                unchanged: number;
                skipped: number;
                /** @description Pages that two syncs in a row did not find */
                removed: number;
                /** @description The first fifty */
                skips: {
                    url: string;
                    /** @enum {string} */
                    reason: "robots" | "noindex" | "redirect" | "gone" | "refused" | "unreachable" | "tooLarge" | "notAPage" | "unreadable" | "empty" | "duplicate";
                }[];
            };
            startedAt: string | null;
            endedAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
        };
        Search: {
            /** @description What the question was understood as, a text for each thing asked */
            asked: string[];
            /** @description Best first, as an answer would stand on them */
            passages: {
                n: number;
                documentId: string;
                chunkId: string;
                title: string;
                section: string;
                pages: {
                    first: number;
                    last: number;
                } | null;
                /** @description Of a page of a site */
                url: string | null;
                text: string;
                /** @description How likely it answers, 0 to 1 */
                score: number;
                /** @description Likeness of meaning; null where none was measured */
                dense: number | null;
                /** @description Share of the words found; null where none was */
                keyword: number | null;
            }[];
            /** @description Score under which nothing found counts as an answer */
            floor: number;
            /** @description Whether the best of it reaches the floor; else a person would be asked */
            passed: boolean;
            settingsVersion: number;
            revisionId: string | null;
            /** @description The model that reads for meaning; null: words alone decide */
            encoder: string | null;
            /** @description The index was down: words alone decided */
            withoutIndex: boolean;
            /** @description Why words alone decided: no encoder in use, one that is not configured here, one that did not answer, an index that is down */
            wordsAlone: ("noEncoder" | "encoderUnknown" | "encoderSilent" | "indexDown") | null;
            /** @description In which language, ISO 639-1, the question is taken to be written; null where that cannot be told */
            language: string | null;
            tookMs: number;
        };
        SecretList: {
            data: components["schemas"]["Secret"][];
        };
        Secret: {
            name: ("model-key" | "visitor-identity") | string;
            /** @description Counts the values that were set */
            version: number;
            /** @description The last four characters; empty of a value under 16 */
            lastFour: string;
            /** @description The value before this one is accepted, too, until it is retired */
            previousIsLive: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
        };
        VisitorPage: {
            data: components["schemas"]["Visitor"][];
            nextCursor: string | null;
        };
        Visitor: {
            id: string;
            /** @description The customer's server has proven who this is */
            verified: boolean;
            /** @description The customer's own id of a verified visitor */
            externalId: string | null;
            /** @description Of signed claims only */
            name: string | null;
            /** @description Of signed claims only */
            email: string | null;
            bannedAt: string | null;
            /** @description When the first conversation began */
            firstSeenAt: string | null;
        };
        ApiKeyPage: {
            data: components["schemas"]["ApiKey"][];
            nextCursor: string | null;
        };
        ApiKey: {
            id: string;
            name: string;
            /** @description The beginning of the key */
            start: string;
            /** @description `platform.*`: of the installation, not of a tenant */
            permissions: ("conversation.read" | "conversation.answer" | "document.read" | "document.write" | "turn.read" | "system.read" | "settings.read" | "settings.write" | "assistant.switch" | "canned.read" | "canned.write" | "visitor.read" | "visitor.manage" | "member.read" | "secret.manage" | "audit.read" | "platform.read" | "platform.manage")[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            expiresAt: string | null;
            /** @description Within five minutes */
            lastUsedAt: string | null;
            revokedAt: string | null;
        };
        MadeApiKey: {
            /** @description Shown this once */
            key: string;
            id: string;
            name: string;
            /** @description The beginning of the key */
            start: string;
            /** @description `platform.*`: of the installation, not of a tenant */
            permissions: ("conversation.read" | "conversation.answer" | "document.read" | "document.write" | "turn.read" | "system.read" | "settings.read" | "settings.write" | "assistant.switch" | "canned.read" | "canned.write" | "visitor.read" | "visitor.manage" | "member.read" | "secret.manage" | "audit.read" | "platform.read" | "platform.manage")[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            expiresAt: string | null;
            /** @description Within five minutes */
            lastUsedAt: string | null;
            revokedAt: string | null;
        };
        TenantPage: {
            data: components["schemas"]["TenantSummary"][];
            nextCursor: string | null;
        };
        TenantSummary: {
            id: string;
            slug: string;
            name: string;
            /** @enum {string} */
            status: "active" | "suspended" | "deleting";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
        };
        TenantDetail: {
            id: string;
            slug: string;
            name: string;
            /** @enum {string} */
            status: "active" | "suspended" | "deleting";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            counts: {
                members: number;
                conversations: number;
                documents: number;
            };
            today: {
                modelCalls: number;
                toolCalls: number;
                tokens: number;
                costMicros: number;
            };
        };
        System: {
            version: string;
            engineUrl: string | null;
            dependencies: components["schemas"]["Dependency"][];
        };
        Dependency: {
            name: string;
            adapter: string;
            /** @enum {string} */
            health: "healthy" | "degraded" | "unhealthy";
            note: string | null;
            circuit: components["schemas"]["Circuit"] | null;
        };
        Circuit: {
            /** @enum {string} */
            state: "closed" | "open" | "halfOpen";
            /** Format: date-time */
            since: string;
            lastFailure: {
                /** @enum {string} */
                kind: "timeout" | "unreachable" | "unavailable" | "rateLimited" | "refused" | "garbled" | "failed";
                /** Format: date-time */
                at: string;
            } | null;
        };
    };
    responses: {
        /** @description The request does not have the expected shape; `fields` says where. */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown here. What belongs to somebody else looks the same. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests. */
        TooMany: {
            headers: {
                /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                RateLimit?: string;
                /** @description Their sizes, and the seconds that these are for */
                "RateLimit-Policy"?: string;
                /** @description Seconds */
                "Retry-After": string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A part that this needs is away; nothing was done that a repeat would double. */
        Unavailable: {
            headers: {
                RateLimit?: string;
                "RateLimit-Policy"?: string;
                "Retry-After"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Any other refusal. */
        Refused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Larger than allowed. */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description This media type is not accepted here. */
        WrongMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No credential, or one that holds no more. */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The credential does not allow this. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Somebody was faster, or the first request with this key is still at work. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Another request was made with this Idempotency-Key, or the content cannot be used. */
        Unprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    checkDoor: {
        parameters: {
            query: {
                /** @description Slug or id of the tenant, as on the script tag */
                tenant: string;
                /** @description Origin of the page */
                host?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    openSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenSession"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Invalid"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    currentSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurrentSession"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    identify: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Identify"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Identified"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    sendAsVisitor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendAsVisitor"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readAsVisitor: {
        parameters: {
            query?: {
                /** @description Entries behind this seq */
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
                seq: number;
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Source"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInReply"];
                };
            };
            400: components["responses"]["Invalid"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffSession"];
                };
            };
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffIdentity"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    demoLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemoLogin"];
                };
            };
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeProfile"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffIdentity"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listMySessions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    endMyOtherSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ended"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    endMySession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ended"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    askForCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskForCode"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Challenge"];
                };
            };
            400: components["responses"]["Invalid"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    signInWithCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpendCode"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInReply"];
                };
            };
            400: components["responses"]["Invalid"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffSession"];
                };
            };
            400: components["responses"]["Invalid"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    signInMethods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInMethods"];
                };
            };
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    beginSingleSignOn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            302: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    finishSingleSignOn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            302: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    signInWithSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpendSecondFactor"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffSession"];
                };
            };
            400: components["responses"]["Invalid"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorState"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    beginSecondFactor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithPassword"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolment"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    removeSecondFactor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithPassword"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    confirmSecondFactor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmSecondFactor"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listWorkspaces: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspacePage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    createWorkspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWorkspace"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    switchWorkspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchTo"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffSession"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeRole"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    transferOwnership: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferOwnership"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    renameWorkspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameWorkspace"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffIdentity"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    deleteTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteTenant"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Invite"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    lookAtInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenInvitation"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationLook"];
                };
            };
            400: components["responses"]["Invalid"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInvitation"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInReply"];
                };
            };
            400: components["responses"]["Invalid"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    acceptInvitationSignedIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenInvitation"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditRow"][];
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    exportAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    verifyAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerdict"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listConversations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                status?: "unresolved" | "escalated" | "resolved";
                mode?: "ai" | "human" | "paused";
                /** @description Of the agent who answers */
                takenBy?: string;
                visitorId?: string;
                /** @description Newest activity first, or a fixed order in which nothing moves while pages are read */
                order?: "activity" | "id";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readEntries: {
        parameters: {
            query?: {
                /** @description Entries behind this seq */
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    sendAsAgent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendAsAgent"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    markRead: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkRead"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    takeOver: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    returnToAssistant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    resolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    reopen: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    pause: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    resume: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    snoozeConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SnoozeUntil"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readTurn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                turnId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Turn"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readSentRequest: {
        parameters: {
            query?: {
                /** @description Of the turn, from 1; the first unless said */
                step?: string;
            };
            header?: never;
            path: {
                turnId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentRequest"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readAssistant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assistant"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    pauseAssistant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    resumeAssistant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readOperation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                operationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    saveSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveSettings"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    saveFunctions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveFunctions"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listSettingsVersions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsHistory"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readSettingsVersion: {
        parameters: {
            query?: {
                /** @description Compare with this version; the one before unless said */
                against?: string;
            };
            header?: never;
            path: {
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsVersion"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    restoreSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestoreSettings"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listCannedResponses: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedResponsePage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    makeCannedResponse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveCannedResponse"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedResponse"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readCannedResponse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cannedResponseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedResponse"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeCannedResponse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                cannedResponseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeCannedResponse"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedResponse"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    removeCannedResponse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                cannedResponseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listDocuments: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Stands in the title or the file name, in any case of letters */
                name?: string;
                /** @description `working`: every state on the way to searchable */
                state?: "queued" | "extracting" | "embedding" | "indexing" | "searchable" | "failed" | "working";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    uploadDocument: {
        parameters: {
            query?: {
                /** @description Uploads that name the same one are one revision together */
                batch?: string;
            };
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                documentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    deleteDocument: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                documentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listChunks: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                documentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChunkPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    retryDocument: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                documentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listRevisions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionList"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    publishRevision: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                revisionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revision"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listSites: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteList"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    addSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddSite"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    changeSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeSite"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    removeSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    syncSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    searchKnowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchKnowledge"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Search"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretList"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    setSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                name: ("model-key" | "visitor-identity") | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetSecret"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Secret"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    removeSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                name: ("model-key" | "visitor-identity") | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    retireSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                name: ("model-key" | "visitor-identity") | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Secret"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listVisitors: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                banned?: "true" | "false";
                verified?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readVisitor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visitorId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visitor"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    banVisitor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                visitorId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visitor"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    unbanVisitor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                visitorId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visitor"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    makeApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeApiKey"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeApiKey"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listTenants: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    makeTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeTenant"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantSummary"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    readTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    deleteTenantAsOperator: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteTenant"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    suspendTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantSummary"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    resumeTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantSummary"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    listPlatformKeys: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    makePlatformKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakePlatformKey"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeApiKey"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    revokePlatformKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422). */
                "Idempotency-Key"?: string;
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    /** @description This is the answer of an earlier request with this key */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
    system: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Of each limit that was taken: what remains, and seconds until it is full again */
                    RateLimit?: string;
                    /** @description Their sizes, and the seconds that these are for */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["System"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refused"];
        };
    };
}
