### Sentences besides the questions: help, receipt code, wiping, answers to what wasn't understood. At most 160 characters.

## Not understood, old buttons, what can't be taken
not-understood = I didn't understand that. Please choose one of those below, or write its words.
words-kept = I have kept these words for the officer. Please go on with the question below.
words-too-many = That is long enough for the officer to read; the last part couldn't be added. Please go on below.
stale-button = That button belongs to an earlier question. Nothing is lost or changed. This is where we are:
conversation-gone = The earlier conversation is no longer here, so that button does nothing. Please begin again here.
no-skip = This one we need, to know whether somebody must come at once. “I don't know” is an answer too.
cannot-take-voice = Voice messages can't be taken here yet. Please write; short is fine.
cannot-take-voice-failed = This voice message couldn't be fetched, so nobody can hear it yet. Please send it again, or write; short is fine.
cannot-take-voice-long = This voice message is too long (5 minutes at most) and can't be taken. Please make it shorter, or write.
cannot-take-voice-large = This recording is too long to be taken. Please say it in shorter parts, or write.
cannot-take-voice-kind = This is not a sound recording, so it can't be taken here. Please choose a recording, or write.
cannot-take-picture = Pictures aren't taken here, least of all of a child. Please keep it, send it to nobody, and write instead.
cannot-take-file = Files can't be taken here yet. Please write; short is fine.
cannot-take-file-kind = This kind can't be taken here. Please write; short is fine.
cannot-take-file-failed = This picture or file couldn't be fetched, so nobody can see it yet. Please send it again, or write; short is fine.
cannot-take-file-large = This picture or file is too large and can't be taken. Please send a smaller one, or write.
cannot-take-file-empty = This file is empty, so there is nothing to keep. Please choose again, or write.
cannot-take-edited = We can't read a message that was edited. Please write the correction as a new message.
cannot-take-location = A position on the map can't be read here, and the one you sent isn't kept. Please write the name of the commune or ward.
hidden-why = Zalo doesn't let us read that message. It always keeps back what children's accounts write, and files that are sent.
hidden-ways = { $web_page ->
    [none] You can talk to somebody at once: call 111, free, day and night.
   *[other] There are two ways to talk at once: call 111, free; or open { $web_page } and write there, no name needed.
}
hidden-safe = You did nothing wrong. If there is danger, call now: { $emergency_numbers }.
cannot-take-other = Only words and buttons can be read here. Please write; short is fine.
attached = { $medium ->
    [web] Kept and sealed for officers; two of them must agree to open it. This device still has its own. Please go on below.
    [telegram] Kept and sealed for officers. The copy in this chat is being deleted; if you still see it, please delete it yourself. Please go on below.
   *[other] Kept and sealed for officers. Zalo doesn't let us delete the copy in this chat: please delete it yourself. Please go on below.
}
attached-to-case = { $medium ->
    [web] Kept and sealed for officers; two of them must agree to open it. This device still has its own.
    [telegram] Kept and sealed for officers. The copy in this chat is being deleted; if you still see it, please delete it yourself.
   *[other] Kept and sealed for officers. Zalo doesn't let us delete the copy in this chat: please delete it yourself.
}
attached-too-many = That is enough pictures and files; the last one couldn't be added. Please keep it, send it to nobody, and write instead.
attached-dropped = All pictures and files are deleted on our side.
voice-taken = { $medium ->
    [web] { $role ->
        [child] I have kept what you said. An officer will hear your voice. This device may still hold the recording: delete it if others could hear it.
       *[other] What you said is kept. An officer will hear this voice. This device may still hold the recording: delete it if others could hear it.
    }
   *[other] { $role ->
        [child] I have kept your voice message{ $length ->
            [none] {""}
           *[other] , { $length }
        }. An officer will hear your voice. If you don't want that, delete it and write.
       *[other] Voice message kept{ $length ->
            [none] {""}
           *[other] , { $length }
        }. An officer will hear this voice. If you don't want that, delete it and write.
    }
}
voice-kept = { $medium ->
    [web] { $role ->
        [child] I have kept what you said for an officer to hear. This device may still hold the recording. Please go on with the question below.
       *[other] What you said is kept for an officer to hear. This device may still hold the recording. Please go on with the question below.
    }
   *[other] { $role ->
        [child] I have kept your voice message{ $length ->
            [none] {""}
           *[other] , { $length }
        }, for an officer to hear. Please go on with the question below.
       *[other] Voice message kept{ $length ->
            [none] {""}
           *[other] , { $length }
        }, for an officer to hear. Please go on with the question below.
    }
}
voice-too-many = That is enough voice messages for an officer to hear; the last one couldn't be added. Please write.
voice-dropped = { $medium ->
    [web] The voice message is deleted on our side. This device may still hold the recording; please delete it there. Now please write.
   *[other] The voice message is deleted on our side. Please delete it in this chat too, then write.
}
unknown-command = There is no such command. Send /help to see those there are.
too-fast = Messages came too fast, so the last one was not taken. Please wait a minute and send it again. If in danger, call: { $emergency_numbers }.
too-busy = Very many people are writing just now, so this wasn't taken. Please wait a moment and send it again. If in danger, call: { $emergency_numbers }.
too-many-reports = Too many reports were sent from here today, so this one was not sent. Please send it tomorrow. If urgent, call: { $emergency_numbers }.
handed-over = When this stopped, what you had answered went to the officer on duty. If you go on, it is added to that report.
late = Sorry, our machine was interrupted and this answer comes late. If there is danger, call at once: { $emergency_numbers }.

## Place
place-which = This name may be several places. Please choose below, or write it more precisely.
place-more = This name fits very many places, not all are below. Please choose, or write the commune or ward.
place-near = Is it one of these? Please choose, or write the name again.
place-within = { $within } is in { $name }. If another place was meant, please choose “Back”.
place-now = { $formerly } is now { $name }. If that is not the place, choose “Back”.
place-unknown = I couldn't find this place in the province. I have kept what you wrote.
place-to-province = I couldn't find the commune, so the report goes to the province's officer on duty. What you wrote is kept for them.

## Receipt code and state
receipt-now = Your receipt code: { $code }
receipt-keep = Note it in a safe place and give it to nobody. It stays the same when you finish.
ask-code = Please write your receipt code of 16 digits. It shows how things stand and what officers wrote, never what was reported.
code-shape = A receipt code has 16 digits, with or without blanks. Please write it again, or choose “Back”.
code-unknown = There is no report with this code. Please check each digit and write it again.
code-refused = Too many wrong codes were tried; it can be tried again in an hour. If you need help now, call { $emergency_numbers }.
status-waiting = The report has arrived and waits for an officer to read it.
status-being_read = An officer has taken the report and is working on it.
status-closed = This case has been closed. If the child still isn't safe, please report again.
status-unread = { $count } unread from the officers.
status-no-unread = No new message from the officers.
status-write = What you write here goes to the officer who has this case.
proof = Confirmed: on { $year }-{ $month }-{ $day } a report on child protection was sent to { $place }.
contact-withdrawn = The contact has been erased: officers can no longer write to the chat. The report stays, and its receipt code still works.
letters = The officer writes:
no-letters = There is no new message from the officers.
written = Your words went to the officer.
filed-before = { $medium ->
    [web] Your earlier report was sent. To add to it, press “Status by code” at the foot of the page. To report something else, answer below.
   *[other] Your earlier report was sent. To add to it, send /status and your receipt code. To report something else, answer below.
}

## Commands
help-what = This line takes reports of children in danger or being harmed. If you need help now, call { $emergency_numbers }.
help-commands = { $medium ->
    [web] At the foot of the page: “Status by code” and “Delete the conversation”. At its head: the language and “Quick exit”.
   *[other] /report: report · /status: look with the receipt code · /language: change language · /wipe: delete this conversation
}
help-words = { $medium ->
    [web] Somebody must come now? Call { $emergency_numbers }. Writing SOS in the box alerts the officer too. “Quick exit” deletes what was not sent.
   *[other] Write SOS when there is danger. Write CANCEL to stop and delete. Write EXIT or DELETE to erase quickly.
}
which-language = Bạn muốn dùng tiếng nào? / Which language?
under-way = { $medium ->
    [web] A report is under way and every answer is kept. To drop it, press “Delete the conversation” at the foot of the page.
   *[other] A report is under way and every answer is kept. To drop it and start over, write CANCEL.
}

## Parting
discarded = Stopped; what you answered has been deleted.
wiped = This conversation has been deleted on our side.
parting-red = Only the urgent message to the officer on duty stays, so that somebody can come and help.
parting-sent = What went to the officer when the conversation stopped stays with them.
parting-filed = The report you sent stays with the officers. Your receipt code still works.
parting-chat = On this phone, please look and delete the chat yourself: there may be older messages that we can't delete for you.
parting-left = { $count } messages are older than 48 hours, and Telegram keeps us from deleting them. Please hold this chat in the list and choose “Delete”.
parting-web = What is left on this device: the page's address in the browser's history, and a cookie that says nothing of you. “Quick exit” deletes the cookie.
parting-zalo = Zalo doesn't let us delete messages here, so all of them stay on this phone until you delete them yourself.
parting-zalo-how = To delete them: in Zalo's list of chats, hold your finger on this chat and choose “Delete”.
parting-again = Write again whenever you need to. If there is danger, call at once: { $emergency_numbers }.

## Somebody's own words
verbatim = { $text }

## When nobody has taken it
honest-line = No officer has taken this yet. If you need help now, call { $emergency_numbers }.
