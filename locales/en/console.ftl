### The officers' pages, and what the API says when it refuses.

## API: why a request was refused
fault-not_logged_in = The session has ended, or nobody is logged in.
fault-wrong_credentials = The username or the password isn't right. After many wrong tries, wait a quarter of an hour.
fault-password_change_required = The password must be changed before anything else.
fault-not_found = There is no such thing that you may see.
fault-method_not_allowed = This address doesn't take that method.
fault-malformed_json = The body isn't JSON.
fault-wrong_shape = The body doesn't have the right shape: { $detail }
fault-unknown_query = The query has a key or a value that means nothing here.
fault-too_large = The body is too large.
fault-broken = Something broke on the server and nothing was changed. Please try again.

## Every page
console-title = { $hotline_name } · Officers
nav-alerts = Alerts
nav-account = Account
nav-log-out = Log out
nav-name = Pages
nav-skip = To the main content
live-arrived = New alert:
live-changed = This case has just changed.
live-lost = The server can't be reached, so the list below may be old. The page goes on trying.
live-ended = Your session has ended, or too many windows are open. Copy what you are writing before you go on.
live-list = See the list
language-vi = Tiếng Việt
language-en = English

## Logging in
log-in-title = Log in
log-in-username = Username
log-in-password = Password
log-in-button = Log in
log-in-wrong = The username or the password isn't right. Capital and small letters count in a password.
log-in-wait = There were many wrong tries for this name. Please wait { $count } min, or use a device you have logged in from before.
log-in-forgotten = Forgotten your password? Please ask your unit lead or supervisor.

## Changing the password
change-title = Change the password
change-forced = This is your first log-in. Please set a password of your own; until then no alert can be seen.
change-advice = Use a long sentence you can remember, of 12 characters or more. It is also the key that opens cases: nobody else knows it, and nobody can bring it back.
change-old = Present password
change-new = New password
change-again = New password, once more
change-button = Change the password
change-done = The password was changed. Your other sessions have ended.
password-differs = The two new passwords aren't the same.

## Account
account-title = My account
account-name = Name
account-username = Username
account-unit = Unit
account-role = Role
account-link-title = Receive pages on Telegram
account-linked-none = No account is linked, so no page reaches you.
account-linked-since = linked since { $time }
account-link-broken = Messages to it don't arrive. Unblock the bot, or link it again with a new code.
channel-telegram = Telegram
channel-zalo = Zalo
account-link-why = Take a code, then send that line to the officers' bot. A code works once, for 15 minutes.
account-link-button = Give me a code
account-link-send = Send this line to the officers' bot, within 15 minutes:
account-link-once = The code is shown only once. Give it to nobody.
account-password-title = Password
account-log-out-title = End this session
account-log-out-why = A session ends by itself after 30 minutes without use.

## The list of alerts
list-title = Alerts
list-open = Waiting for somebody
list-acknowledged = Taken
list-closed = Closed
list-open-none = No alert is waiting. When one comes in, whoever is on duty is paged at once, and it appears here.
list-acknowledged-none = No alert is being worked on. Open one that is waiting and press “I take this alert”.
list-closed-none = No alert has been closed. What waits or is worked on is under “Alerts under way”.
list-states = Which alerts
list-all = Alerts under way
list-more = More
list-as-of = At { $time }
list-reload = Reload
list-taken-by = Taken by:
list-nobody = Nobody has it
list-no-category = Not known yet
list-nobody-on-duty = Nobody can be paged now: no officer is both on duty and linked to receive pages. New alerts will reach nobody. Please check the roster and telephone the officer on duty now.
list-not-linked = You haven't linked a Telegram account, so no page reaches you.
age-now = just now
age-minutes = { $count } min ago
age-hours = { $count } h ago
age-days = { $count } d ago

left-now = less than 1 min left
left-minutes = { $count } min left
left-hours = { $count } h left
left-days = { $count } d left
over-open = Time to page the next one ({ $at })
over-opening = The case wasn't opened in time ({ $at }); paging again
over-idle = Nothing was done for long ({ $at }); paging again
due-open = { $left }, then the next one is paged ({ $at })
due-opening = { $left } to open the case (by { $at })
due-idle = { $left } to do what comes next, else it is paged again ({ $at })

## Case
case-title = Case #{ $number }
case-state-open = Nobody has it
case-state-acknowledged = Taken
case-state-closed = Closed
case-opened-at = Opened at
case-owner = Taken by
case-owner-you = you
case-incomplete = The reporter stopped midway: this is what is known. Whether you may ask more was not asked.
case-unfinished = The reporter hasn't finished: this is what is known, and more may come. Please reload in a few minutes.
case-acknowledge = I take this alert
case-acknowledge-why = Taking it is a promise to act. Nobody else is paged any more, and everyone paged is told that you have it.
case-said-acknowledged = You have taken this alert.
case-said-taken = Somebody else took this alert before you.
case-said-sent = Sent. The reporter will see a notice that says nothing of the case, or look with the receipt code.
case-story = The story
case-spoken = Voice messages
case-voice = Voice message { $place }, { $length }
case-voice-download = Download, to play it elsewhere
case-no-story = The reporter told nothing more.
case-reasons = Why this urgent
case-notes = To heed
case-reason-earlier = answered so before, changed since
case-regraded = Urgency set by officers
case-regrade = Set another urgency
case-regrade-to = New urgency
case-regrade-reason = Reason
case-regrade-why = The reason is sealed with the case. Those on duty are told. Later answers of the reporter raise it again only by something new.
case-regrade-button = Set the urgency
case-said-regraded = The urgency is set, and those concerned are told.
regrade-no-reason = Please give a reason.
regrade-too-long = The reason is longer than 2,000 characters.
regrade-read-first = The reporter has just told more. Please read the case, then decide again.
regrade-same = It has this urgency already.
regrade-closed = This alert is closed.
case-answers = What was answered
case-skipped = (skipped)
case-messages = Messages with the reporter
case-no-messages = There are no messages yet.
case-from-reporter = The reporter
case-read = read
case-unread = not read yet
case-write = Write to the reporter
case-write-why = At most 2,000 characters; no links, phone numbers or account names. You don't know who holds the phone: write gently, and don't mention what was reported.
case-write-button = Send
case-timeline = What has happened
case-pages = Pages
page-state-pending = on its way
page-state-sent = sent
page-state-failed = could not be sent
page-state-cancelled = no longer needed
event-opened = An alert came in
event-abandoned = The reporter stopped midway
event-filed = The reporter has finished
event-paged = Paged
event-page_failed = A page could not be sent to
event-nobody = Nobody was on duty for this step
event-nobody_anywhere = Nobody could be paged
event-acknowledged = Taken
event-passed_on = Passed on
event-asked_help = Asked for help
event-case_opened = Opened the case
event-not_opened = Taken, but the case wasn't opened in time
event-idle = Taken, but nothing was done for long
event-wrote_to_reporter = Wrote to the reporter
event-reporter_wrote = The reporter wrote more
event-rerouted = Another unit or urgency
event-regraded = Set another urgency
event-rearmed = A missed time for paging was set again
event-hastened = No messenger had taken a page: the next person was paged early
event-lines_missing = Lines of this timeline are missing
event-closed = Closed
event-reporter_told = Told the reporter that nobody has taken it
event-other = Something changed

## What can't be done
notice-title = Not done
notice-not_found = There is no such page or case that you may see. The alert may have gone to another unit, or the link was cut short.
notice-old_form = This form is too old, and nothing was changed. Please open the page again and repeat.
notice-too_large = What was sent is too large, and nothing was changed.
broken-title = The server failed
notice-broken = Please try again; if it goes on, tell the administrator.
broken-unsure = Whether your last action was kept is not certain: look at the case before you repeat it.
broken-pages-go-on = Pages to officers go out as before. In an emergency act by telephone, and do not wait for this page.
notice-back = To the alerts
ended-title = Your session has ended
ended-why = Nothing was sent. Please log in again and go on.
ended-words = Your words; please copy them before you log in:

## Rosters
roster-title = Roster
roster-preview = Who would be paged?
roster-unit = Unit's code
roster-at = If an alert came at
roster-urgency = Urgency
roster-ask = See who is paged
roster-nobody = nobody can be paged; the next step at once
roster-unreachable = No messenger linked:
roster-month = Month
roster-show = Show the roster
roster-covered = { $percent } % of the time has somebody on duty.
roster-gap = Nobody on duty:
roster-overload = carries too much: { $hours } hours in one week, { $nights } nights in a row.
roster-none = No shift is planned this month.
