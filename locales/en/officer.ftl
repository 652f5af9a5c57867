### What officers are told, and what officers' acts tell the reporter.
### A page shows on a lock screen: urgency, commune, number and link, nothing else.

## Urgency
urgency-emergency = EMERGENCY
urgency-urgent = URGENT
urgency-normal = Normal
urgency-low = Low

## Pages
page =
    { $urgency } · #{ $number } · { $unit }
    An alert is waiting for somebody to take it.
    { $link }
page-again =
    { $urgency } · #{ $number } · { $unit }
    This alert is still waiting for somebody to take it.
    { $link }
page-digest =
    { $count } reports that aren't urgent wait for somebody: { $numbers }
    { $link }
page-grouped =
    { $urgency } · { $unit }
    { $count } emergencies of taps alone so far, without words or a place: { $numbers }
    { $link }
page-help =
    { $urgency } · #{ $number } · { $unit }
    { $name } needs help with this alert.
    { $link }
page-help-again =
    { $urgency } · #{ $number } · { $unit }
    { $name } still needs help with this alert.
    { $link }
page-repeat =
    { $urgency } · #{ $number } · { $unit }
    This report may be about the child of #{ $other }, which is yours. Please read it now.
    { $link }
page-button-ack = I take it
page-button-pass = Pass on
page-button-help = I need help

## Where there are no buttons: what to write (bot/officer/typed.py reads these words)
page-link = Take it with one press (works once, for { $minutes } minutes): { $link }
typed-how = Write one of these lines back:
typed-ack = ack { $number } – I'll take it
typed-pass = pass { $number } – somebody else
typed-help = help { $number } – I need help
typed-more = MORE { $number } – what else I can do
typed-in = PROMISE { $number } { $minutes } – I'll be there in { $minutes } minutes
typed-there = ARRIVED { $number } – I am there
typed-hand = HAND { $number } – hand it over
typed-hand-to = HAND { $number } { $officer } – hand it over to { $name }
typed-refuse = REFUSE { $number } – I can't take it
typed-now = NEXT { $number } { $mark } – page the next one now
typed-confirm = confirm { $number } – I'm on duty
typed-take = take { $number } – I'll stand in
typed-accept = accept shift { $number } – I'll take this shift
typed-decline = decline shift { $number } – I can't
typed-trade = trade { $number } { $begins } – I'll take it for this shift of mine
typed-swap = swap shift { $begins } – ask a colleague to take it
typed-offer = swap shift { $begins } { $officer } – ask { $name }

## Drills
drill-emergency = DRILL · EMERGENCY
drill-urgent = DRILL · URGENT
drill-normal = DRILL · Normal
drill-low = DRILL · Low
page-drill =
    { $urgency } · #{ $number } · { $unit }
    This is a drill; there is no report behind it. Please do as you would: take it, then open the case.
    { $link }
page-drill-again =
    { $urgency } · #{ $number } · { $unit }
    Nobody has taken this drill yet.
    { $link }
drill-story = DRILL. There is no report and no child behind this case. By opening it you have done your part. Thank you.
drill-told-failed = Drill #{ $number }, { $unit }: { $names } didn't take it, or didn't read it. Please ask why; until the next drill, let nobody of them be on duty alone.

## Acknowledging
ack-done =
    You have taken #{ $number }. Please open the case and read it now, or the alert will go out again:
    { $link }
ack-yours =
    You already have #{ $number }. The case:
    { $link }
ack-taken = { $name } has already taken #{ $number }.
key-too-late = The key pressed in the call about #{ $number } came too late to count. The report may still be waiting: take it in the console.
ack-open-first =
    #{ $number }: last time you took it and didn't open the case. This time please open the case and take it there:
    { $link }
alert-closed = #{ $number } is closed; there is nothing more to do.
alert-unknown = There is no alert #{ $number } that you may see.

## Passing on, asking for help
pass-done = #{ $number } goes to the next person. Thank you for saying so early.
pass-already = You have already passed #{ $number } on; the next person is being paged.
pass-nobody-beyond = There is nobody after you for #{ $number }. Please take it, or telephone a colleague.
help-done = { $names } was paged to help with #{ $number }.
help-nobody = Nobody can be paged to help with #{ $number } now. Please telephone your lead or a colleague.

## What the owner of an alert does: promise, hand over, send it further up
alert-button-more = More…
alert-button-in = I'll be there in { $minutes } minutes
alert-button-there = I am there
alert-button-hand = Hand over…
alert-button-now = Page the next one now
alert-button-give-back = Give it back
more-yours =
    #{ $number }: you have it. What do you do next? Read, ask the reporter and close here:
    { $link }
more-open = Nobody has #{ $number }.
take-first = Nobody has #{ $number }. Please take it first.
open-first =
    #{ $number }: please open the case and read it first:
    { $link }
promise-done = #{ $number }: you will be there at { $at }. Press the button when you are; if nothing is done by then, the alert goes out again.
promise-open-first =
    #{ $number }: you will be there at { $at }. Please open the case now, or the alert will go out again:
    { $link }
promise-too-far = #{ $number }: that is too far off. Please choose an earlier time, or hand it over to somebody who can be there.
arrived =
    #{ $number }: it is noted that you are there. Once you have seen the child, please write it in the case, and close it there when the child is safe:
    { $link }
now-done = #{ $number }: the next person is being paged.
now-already = #{ $number } has gone further already, and nobody is paged twice. Send MORE { $number } to see how it stands.
hand-whom = To whom do you hand over #{ $number }?
hand-button-colleague = { $name }
hand-nobody = #{ $number }: no colleague who can be asked can read this case yet. In the case, in the console, others can be chosen.
hand-unfit = #{ $number } can't be handed over to { $name }: it must be somebody else, who may read this case and whom a messenger reaches.
hand-offered = { $name } is asked to take over #{ $number } until { $until }. Until then, and unless that one accepts, it is yours.
hand-asked =
    { $urgency } · #{ $number } · { $unit }
    { $name } wants to hand this alert over to you. Please answer before { $until }.
    { $link }
hand-button-accept = I take it
hand-button-refuse = I can't take it
hand-refused = Your colleague is told that you can't take #{ $number }. Thank you.
hand-settled = #{ $number }: this hand-over doesn't wait for an answer any more.
note-hand-refused = { $name } can't take #{ $number }. It is still yours.
note-hand-unanswered = { $name } hasn't answered. #{ $number } is still yours.
note-hand-withdrawn = { $name } has asked somebody else to take #{ $number }. You need do nothing.
note-escalated = { $name } has had the next one paged for #{ $number }. It waits for somebody again; you can take it back.
note-lapsed = #{ $number }: the time is up and nothing was read or done. It waits for somebody again; you can still take it back.
note-moved = #{ $number } is now: { $urgency }, { $unit }. Whoever is on duty there is paged, and it is not yours any more.

## Opening again, linking two reports, asking a second agency
note-reopened =
    #{ $number } is open again. Whoever is on duty is paged.
    { $link }
link-made = #{ $number } and #{ $other } are linked. Whoever has the one is paged to read the other.
link-already = #{ $number } and #{ $other } are linked already.
link-impossible = #{ $number } and #{ $other } can't be linked.
joint-asked = { $unit } is asked to take #{ $number } as well (there it is #{ $half }). It is paged until it does.
joint-already = { $unit } has been asked about #{ $number } already.
joint-impossible = { $unit } can't be asked about #{ $number }: there is no such desk, or you can't read the case.
close-done = #{ $number } is closed.
close-joint = #{ $number } can't be closed yet: the second agency hasn't taken it.
close-not-yours = { $name } has #{ $number }. Only the owner, the unit lead or a supervisor can close it.
close-not-safe = While the child isn't safe the case stays open. Please go on, hand it over, or ask the police as well.
close-safe-unseen = While nobody knows how the child is, its safety can't be the reason. Please choose another, or see the child.
close-say-why = Please write what was done to learn how the child is.
close-seen-when = Please say when the child was last seen.
close-seen-later = That time hasn't come yet. Please look again.
close-seen-before = The reporter told more after the child was seen. Please see the child again.
close-too-long = This is longer than 2,000 characters. Please shorten it.
reopen-done = #{ $number } is open again; whoever is on duty is paged.
reopen-not-closed = #{ $number } can't be opened again: it isn't closed, or was a drill.

## Telling those concerned
note-taken = { $name } has taken #{ $number }. You need do nothing more.
note-joined = { $unit } has taken #{ $half }, beside your #{ $number }: { $name }.
note-given-back = { $name } has given #{ $number } back. It is waiting for somebody again.
note-regraded = { $name } has set #{ $number } to: { $urgency }. The reason is in the case.
note-reporter-wrote =
    The reporter of #{ $number } has written more. Please read it in the case:
    { $link }
note-notice-lost = The chat of #{ $number } could not be told of the letter. The reporter can still read it with the receipt code.
note-second-person =
    #{ $number }: a colleague needs a second person to decide with. Please open the case:
    { $link }
note-new-contact = { $channel ->
    [telegram] At { $at } one more Telegram account was linked to the name { $name } to receive pages. If it wasn't you, tell the administrator at once.
    [zalo] At { $at } one more Zalo account was linked to the name { $name } to receive pages. If it wasn't you, tell the administrator at once.
    [email] At { $at } one more e-mail address was linked to the name { $name } to receive pages. If it wasn't you, tell the administrator at once.
    [sms] At { $at } one more number for SMS was linked to the name { $name } to receive pages. If it wasn't you, tell the administrator at once.
   *[other] At { $at } one more place was linked to the name { $name } to receive pages. If it wasn't you, tell the administrator at once.
}
note-unreachable = { $left ->
    [some] One of the ways to { $name } works no more; others still do. Please remind this officer to add it again.
   *[none] Pages do not reach { $name } any more. Please call this officer, and look at the roster.
}
note-contact-lost = { $channel ->
    [telegram] Pages no longer reach your Telegram. Please unblock the bot, or link it again with a new code.
    [zalo] Pages no longer reach your Zalo. Please link it again with a new code.
    [email] Pages no longer reach your e-mail. Please add the address again in the console.
    [sms] Pages no longer reach your number for SMS. Please add it again in the console.
   *[other] Pages no longer reach one of your contacts. Please link it again with a new code.
}
note-officer-added = { $name } was added ({ $position }, { $unit }) and can read the unit's reports from now on. If this is unexpected, tell the administrator at once.
warn-nobody = Nobody could be paged for { $numbers }: no officer on duty can be reached. Please check the roster and telephone an officer now.

## What the auditor found (to administrators)
warn-clock = The server's clock was set back by { $minutes } minutes. Pages still go out in their time; please look at the clock (NTP). Deadlines and shifts follow the new time.
finding-late = Pages were late for { $numbers }; the paging was done now. If it happens again, have the machine looked at.
finding-deadlines_late = Cases { $numbers }: a deadline was not looked at in time. It was done now.
finding-immovable = { $numbers }: an error stops the paging of this alert. Please read it in the console and telephone an officer now.
finding-astray = { $numbers }: the time of the next page was wrong. The page went out now.
finding-unpaged = { $numbers }: pages had got lost. They went out now.
finding-never_accepted = { $numbers }: no messenger has taken a page yet, so the next person is paged early. Please telephone the officer on duty.
finding-lines_missing = { $numbers }: lines of the timeline are missing. Somebody may have changed the database.
finding-messages = { $count ->
    [one] 1 message has been waiting to be sent for minutes. Please check whether the messenger can be reached.
   *[other] { $count } messages have been waiting to be sent for minutes. Please check whether the messenger can be reached.
}
finding-nobody_on_duty = Nobody on the roster can be paged now for: { $units }. Please mend the roster.
finding-nobody_soon = Within two hours nobody on the roster can be paged for: { $units }. Please mend the roster.
finding-without_contact = No page can reach { $names }: no linked messenger works. Please make a new link code for them.
finding-thin_soon = Within two hours only officers who may not be reached are on duty for: { $units }. Please add somebody.
finding-drill_failed = The last drill failed for { $names }. Please ask them, and hold another drill.
finding-nobody_reachable = A page of the province would reach nobody now: no officer, lead or supervisor. Please link a messenger and fill the roster at once.
finding-chain_broken = The audit log was changed at entry { $entry }. Please keep a copy of the database and find out who could write to it.
finding-loop_silent = The clockwork that pages had stopped. What was due was done now; please restart the program.
alarm-outside = The auditor found { $count } kinds of things that should not be. Please see your administrator chat, or { $link }
finding-canary_silent = For over two hours no test alert has come through from inbox to button. Please have the machine checked.
finding-messengers_shut = A messenger refuses our token, or somebody else uses it too: { $names }. Please run: langnghe doctor.
finding-accounts_refused = A provider refuses our account (its key, contract or balance): { $names }. Please ask the provider.
finding-account = { $health ->
    [missing] A Zalo OA is configured, and nobody has authorised it. Please run: langnghe zalo-oa authorise.
    [overdue] The Zalo OA's token is overdue. Please have the machine and its line to Zalo checked.
    [ending] The Zalo OA's refresh token ends soon. Please run: langnghe zalo-oa authorise.
   *[lost] Zalo renews the Zalo OA's token no more. Please run now: langnghe zalo-oa authorise.
}

## Lists
alerts-waiting = #{ $number } · { $urgency } · { $unit } · since { $opened } · nobody has it
alerts-yours = #{ $number } · { $urgency } · { $unit } · since { $opened } · you have it
alerts-further = There are more: { $link }
alerts-none = No alert is waiting.
alerts-button-more = #{ $number }: more…
alerts-button-ack = Take #{ $number }

## Duty
duty-unit = Duty of { $unit }:
duty-on_duty = On duty: { $names }
duty-on_duty-nobody = On duty: nobody
duty-backup = Backup: { $names }
duty-backup-nobody = Backup: nobody
duty-mine = Your shift ({ $place }): { $from } – { $until }
duty-mine-none = You have no shift ahead.
place-on_duty = on duty
place-backup = backup

## Gaps in a roster, the start of a shift
gap-ahead = { $unit }: from { $from } to { $until } nobody on duty can be paged. Please fill the roster.
thin-ahead = { $unit }: from { $from } to { $until } only { $names } is on duty, and { $why }. Please add somebody.
weak-untested = no test message has arrived there
weak-one-way = only one messenger is linked
weak-drill = the last drill failed
start-asked =
    Your shift begins: { $unit } ({ $place }), { $from } – { $until }.
    Please confirm within { $minutes } minutes. If you don't, the next person is asked.
start-button-confirm = I am on duty
start-confirmed = Your shift for { $unit } ({ $place }) until { $until } is confirmed. Thank you.
start-next =
    { $name } hasn't confirmed the shift for { $unit } ({ $place }), { $from } – { $until }.
    Can you step in?
start-button-take = I step in
start-taken = You are on duty for { $unit } ({ $place }) from now until { $until }. Thank you.
start-taken-over = { $name } stands in for you: { $unit } ({ $place }) until { $until }.
start-covered = A colleague already stands in on this shift.
start-settled = The shift for { $unit } ({ $place }), { $from } – { $until }, needs nobody any more. Thank you.
start-unanswered = { $name } hasn't confirmed the shift for { $unit } ({ $place }), { $from } – { $until }, and nobody has stepped in. Please telephone whoever is on duty.
start-unknown = This shift isn't yours.

## Swaps
swap-button-ask = Give away the shift of { $from }
swap-button-colleague = { $name }
swap-button-accept = I take it
swap-button-decline = I can't take it
swap-button-trade = I'll take it for my shift of { $from }
swap-whom = The shift for { $unit } ({ $place }), { $from } – { $until }: whom would you like to ask?
swap-offered = { $name } is asked to take the shift for { $unit } ({ $place }), { $from } – { $until }. Until somebody takes it, it is yours.
swap-asked = { $name } asks you to take a shift: { $unit } ({ $place }), { $from } – { $until }.
swap-trade = { $name } takes your shift of { $yours } if you take this one: { $unit } ({ $place }), { $from } – { $until }.
swap-accepted = { $name } has taken your shift: { $unit } ({ $place }), { $from } – { $until }.
swap-accepted-done = This shift is yours now: { $unit } ({ $place }), { $from } – { $until }. Thank you.
swap-declined = { $name } can't take your shift: { $unit } ({ $place }), { $from } – { $until }. It is still yours.
swap-declined-done = Your colleague is told that you can't take the shift for { $unit } ({ $place }), { $from } – { $until }.
swap-not-yours = This shift isn't yours any more.
swap-nobody = There is nobody else to ask for this shift.
swap-settled = This request isn't open any more.
swap-unknown = This request isn't to you.

## Linking, help
link-done = Hello { $name } ({ $unit }). Pages will come here from now on.
link-refused = This code can't be used: it is wrong, used already, or older than 15 minutes. Please take a new one in the console.
officer-stranger = This channel is for officers. To link your account, send /start with the code from the console.
officer-help = /alerts: what is waiting · /duty: who is on duty · /ack and a number: take an alert, for example /ack 12 · /more 12: what else
officer-no-page = You haven't been paged yet. Please add the number, for example /ack 12.
officer-not-understood = Only the buttons, or the lines that end a page (like ACK 12), and these commands are understood here.
officer-went-wrong = What you asked for could not be done: a fault of ours. Please do it again; else open the case, or call a colleague.

## Roles
role-officer = officer
role-unit-lead = unit lead
role-supervisor = supervisor
role-administrator = administrator

## An officer's words to the reporter: why they weren't sent
letter-empty = Please write something first.
letter-too-long = The message has more than 2,000 characters. Please shorten it.
letter-has-link = The message has a link and wasn't sent: that is how somebody could lure the reporter elsewhere.
letter-has-handle = The message has an account's name and wasn't sent: that is how somebody could lure the reporter elsewhere.
letter-has-number = The message has an unknown phone number and wasn't sent. Only emergency numbers may be given: { $emergency_numbers }.

## To the reporter (a lock screen may show it: nothing of the case)
notice-message = { $hotline_name } has a message for you.
notice-by-words = To read it, write: Read the message
kind-set-aside = Sorry, the machine couldn't read this message, but it isn't lost: an officer will read it. If there is danger, call at once: { $emergency_numbers }.

## Password: why it wasn't changed
password-too-short = The new password needs at least 12 characters. A sentence you can remember is best.
password-is-username = The new password must not be your username.
password-only-digits = The new password must not be digits alone.
password-too-simple = The new password is too simple. Use a sentence you can remember.
password-same = The new password must differ from the old one.
password-old-wrong = The present password isn't right.
password-too-many-tries = Too many wrong tries. Please wait a quarter of an hour and try again.

## A case's time limits
deadline-ahead =
    Case #{ $number } has a deadline at { $until } that isn't marked as met.
    { $link }
deadline-digest =
    { $count } cases have a deadline ahead that isn't marked as met: { $numbers }
    { $link }
deadline-over =
    Case #{ $number } has missed its deadline at { $until }. Please do what is missing now, then mark it in the case.
    { $link }

## Contacts proved by a code
contact-code = The code that confirms where pages reach { $username }: { $code }. Type it in the console within 1 hour. Give it to nobody.
contact-code-sent = A code is on its way. Please type it here within 1 hour.
contact-confirmed = Confirmed. Pages go there too from now on.
contact-wrong-code = The code is wrong or older than 1 hour. Please send a new one.
contact-too-often = You have tried too often. Please try again in an hour.
contact-no-address = This address is not right. Please look at it again.
contact-not-served = This way of reaching officers isn't used here.
contact-known = This address is confirmed already.
contact-of-another = This address is another officer's. Please use one of your own.
contact-only-one = This is the only way to reach you. Please add another before you remove it.
contact-order-wrong = This order is not right: { $detail }
contact-order-set = The order is saved.
contact-removed = Removed. No page goes there any more.
note-contact-removed = { $channel ->
    [telegram] At { $at } a Telegram account of yours was removed from where pages go. If it wasn't you, tell the administrator at once.
    [zalo] At { $at } a Zalo account of yours was removed from where pages go. If it wasn't you, tell the administrator at once.
   *[other] At { $at } a place where your pages went was removed. If it wasn't you, tell the administrator at once.
}
warn-spent = { $channel ->
    [voice] This month's { $count } calls are used up: only emergencies are called for from now on. Please look at [voice] most_per_month.
   *[other] This month's { $count } text messages are used up: only emergencies are sent from now on. Please look at [sms] most_per_month.
}

## Text messages and calls
sms-page = { $urgency } #{ $number } { $link } { $unit }
sms-grouped = { $urgency } { $count } alerts { $link } { $numbers } { $unit }
voice-page = { $urgency }. Alert number { $number }, { $unit }. Press 1 to take it. Otherwise somebody else is called.
voice-grouped = { $urgency }. { $count } alerts, { $unit }. Please open the console.
