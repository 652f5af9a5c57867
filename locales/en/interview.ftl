### The conversation that takes a report. One sentence is one bubble: at most 160 characters, plain words.
### $role: child, family, school, citizen. $medium: web, telegram, zalo, zalo_oa.

## Opening
opening-who = This is { $hotline_name }, an automatic line for reports about children's safety. No name needed. A duty officer will read it.
opening-urgent = { $medium ->
    [web] If somebody is in danger now, call at once: { $emergency_numbers }.
   *[other] If somebody is in danger now, call at once: { $emergency_numbers }. Or write SOS here.
}
opening-honest = What you tell us is kept private. But if a child is in danger, we must tell those whose duty is to protect the child.
opening-silence = { $medium ->
    [web] If you stop midway, an officer gets what you wrote after { $minutes } minutes. After your first answer, “Delete the conversation” stands below.
   *[other] If you stop midway, what you wrote goes to the officer on duty after { $minutes } minutes. Write CANCEL to erase it.
}
opening-numbers = { $medium ->
    [zalo_oa] Where there are no buttons, answer with the number of a line, or with its words.
   *[zalo] There are no buttons here: answer with the number of a line, or with its words.
}
opening-secrecy = { $medium ->
    [telegram] You need not give your name or number. Telegram still knows that this account wrote to us, and what. The web page is more private.
    [zalo_oa] { $web_page ->
        [none] You need not give your name or number. Zalo and whoever runs this page still see what this account writes. The web page is more private.
       *[other] You need not give your name or number. Zalo and whoever runs this page still see what this account writes. The web page is more private: { $web_page }
    }
    [zalo] { $web_page ->
        [none] You need not give your name or number. Zalo still knows that this account wrote to us, and what. The web page is more private.
       *[other] You need not give your name or number. Zalo still knows that this account wrote to us, and what. The web page is more private: { $web_page }
    }
   *[web] You need not give your name or number. The browser may remember the page's address: press “Quick exit” when you need to.
}

## Who you are
ask-role = Who are you?
name-role = Who reports
role-child = I am a child (under 18)
role-family = Parent or relative
role-school = Teacher or school staff
role-citizen = Neighbour, citizen

## Danger now
ask-danger_now = { $role ->
    [child] Are you in danger right now?
   *[other] Is the child in danger right now?
}
name-danger_now = Danger now
danger_now-now = { $role ->
    [child] Yes, right now
   *[other] Yes, it is happening
}
danger_now-today = Possibly today
danger_now-no = No
danger_now-unknown = I don't know

## In danger
red-sent = { $role ->
    [child] Thank you for telling us. Your urgent message is on its way to the officer on duty.
   *[other] Thank you for telling us. This urgent message is on its way to the officer on duty.
}
red-call = { $role ->
    [child] Don't wait for a message. If you can call, call now: { $emergency_numbers }.
   *[other] Please don't wait for a message. Call now: { $emergency_numbers }.
}
red-go = { $role ->
    [child] If it is safe to go, go to a grown-up you trust: a neighbour, the school, the health station, the police.
   *[other] If it is safe, bring the child to people who can be trusted: a neighbour, the school, the health station, the police.
}
red-here = { $role ->
    [child] You may stop at any time; the urgent message stays. If you can, a few more answers help the officer find you sooner.
   *[other] You may stop at any time; the urgent message stays. A few more answers help the officer find the child sooner.
}

## What it is about
ask-category = { $role ->
    [child] What worries you? Choose what comes closest.
   *[other] What makes you worry about the child? Choose what comes closest.
}
name-category = What it is about
category-hit = Beaten, insulted, humiliated
category-sexual = Touched, forced into adult things
category-neglect = Left hungry, neglected, abandoned
category-bullying = Bullied at school
category-labour = Forced to work, out of school
category-marriage = Forced to marry or live as a couple
category-missing = Missing, lured away, trafficked
category-online = Something online
category-self_harm = Very sad, wanting to self-harm
category-hazard = A dangerous place (pond, building site)
category-facility = A care home, shelter or charity
category-other = Something else

kind-words = { $role ->
    [child] Thank you for telling. This is not your fault. You did the right thing.
    [school] Please note the child's own words, the time, the place. Don't make the child tell it again and again. Tell only people not involved.
   *[other] Thank you. Please don't confront the person, don't question the child, don't film or post anything.
}
missing-words = { $role ->
    [child] Thank you for telling. If you or a friend is being held or taken away, try to stay among people and ask a grown-up to call.
   *[other] Wait for nobody: call, then go on here. Keep messages, numbers and the latest picture of the child for the police.
}
online-words = { $role ->
    [child] Thank you for telling. It's not your fault. Send no more pictures or money; keep the messages; you need not send us any picture.
   *[other] Thank you. Please don't pay, don't delete messages, don't send pictures of the child to anybody, not even here.
}
self-harm-words = { $role ->
    [child] I worry about you, and I'm glad you told. You can call { $emergency_numbers } any time. Is somebody you trust near? Go to them.
   *[other] Please don't leave the child alone; listen, don't blame. Call { $emergency_numbers } if the child may hurt itself today.
}

## Age
ask-child_age = { $role ->
    [child] How old are you?
   *[other] About how old is the child?
}
name-child_age = { $role ->
    [child] Your age
   *[other] The child's age
}
child_age-0_3 = 0–3 years
child_age-4_6 = 4–6 years
child_age-7_10 = 7–10 years
child_age-11_13 = 11–13 years
child_age-14_15 = 14–15 years
child_age-16_17 = 16–17 years
child_age-unknown = I don't know

## Place
ask-place = { $role ->
    [child] Which commune or ward are you in? Write its name, the old one will do. For example: xã Quảng Trực.
   *[other] In which commune or ward did it happen? Write its name, the old one will do. For example: xã Đắk Búk So, Tuy Đức.
}
more-place = { $role ->
    [child] Write the name of the commune or ward, and the old district if you remember. If you don't know, choose “Skip”.
   *[other] Only with the place can an officer reach the child. Please write the commune or ward, with the old district if you remember.
}
name-place = Where

## The story
ask-story = { $medium ->
    [web] { $role ->
        [child] Tell it in your own words; short is fine. No details needed. Write in the box, then press “Send these words”.
       *[other] Please tell in your own words what you saw or heard. Short is fine, no details needed. Write in the box, then press “Send these words”.
    }
   *[other] { $role ->
        [child] Tell it in your own words; short is fine. No details needed, no pictures. Choose “Done” when you have finished.
       *[other] Please tell in your own words what you saw or heard. Short is fine, no details needed, no pictures. Then choose “Done”.
    }
}
more-story = { $role ->
    [child] I have noted it. You can write more, or choose “Done”.
   *[other] Noted. You can write more, or choose “Done”.
}
voice-offer = { $role ->
    [child] You can send a voice message. Then an officer will hear your voice. You can type instead.
   *[other] You can send a voice message. Then an officer will hear your voice. You can type instead.
}
name-story = The story

## Follow-up
ask-follow_up = { $medium ->
    [web] { $role ->
        [child] May an officer ask you more? You would read it on this page with your receipt code. Nothing pops up on your phone.
       *[other] May an officer ask you more? You would read it on this page with your receipt code.
    }
   *[other] { $role ->
        [child] May an officer ask you more here? A notice with the name { $hotline_name } would show. If others look at your phone, choose “No”.
       *[other] May an officer ask you more here? A notice with the name { $hotline_name } would then show on your screen.
    }
}
name-follow_up = May an officer ask
follow_up-yes = Yes
follow_up-no = No

## Further words (written where a button was expected)
ask-remarks = Please write your further words anew, or choose “Skip” to delete them.
more-remarks = Noted. You can write more, or choose “Done”.
name-remarks = Further words

## Review
review-intro = { $role ->
    [child] Please look it over. Only when you choose “Send” do the officers get all of this.
   *[other] Please look it over. When you choose “Send”, the report goes to the officer on duty.
}
review-line = { $question }: { $answer }
review-text = { $question }: { $words } words
review-voice = { $question }: { $length ->
    [none] { $count ->
        [one] one voice message
       *[other] { $count } voice messages
    }
   *[other] voice message, { $length }
}
review-attached = Pictures, files sent: { $count }
review-skipped = (skipped)
review-province = to the province
review-red = The urgent message to the officer on duty stays, whether you send this or discard it.
ask-edit = Which answer do you want to change?

## Filed
filed-thanks = { $role ->
    [child] Thank you. Your report is recorded and is on its way to the officer on duty. You did the right thing.
   *[other] Thank you. Your report is recorded and is on its way to the officer on duty.
}
filed-code = Receipt code: { $code }
filed-keep = { $role ->
    [child] Keep this code to see how things stand and to read what officers write. Give it to nobody. A lost code can't be found again.
   *[other] Keep this code to see how things stand and to read what officers write. Give it to nobody. A lost code can't be found again.
}
filed-follow-up = { $medium ->
    [web] An officer may ask you more. Look under “Status” with this code. If there is danger, call at once: { $emergency_numbers }.
   *[other] An officer may ask you more here. If there is danger, call at once: { $emergency_numbers }.
}
filed-done = The earlier report was sent to the officer on duty.
filed-no-follow-up = We won't write to you. If there is danger, call at once: { $emergency_numbers }.

## Buttons
button-skip = Skip
button-back = Back
button-done = Done
button-province = To the province, not the commune
button-submit = Send
button-edit = Change
button-discard = Discard, don't send
button-to-review = Back to the review
button-receipt = Give me the receipt code now
button-proof-file = Get it as a PDF
button-proof = Proof of reporting
button-withdraw = No more messages from officers
button-show = Read the message
button-drop-voice = Delete the voice message
button-drop-attached = Delete the pictures, files
button-new = Report something else
button-leave-code = Back
button-language-vi = Tiếng Việt
button-language-en = English
candidate = { $name }
candidate-within = { $name } ({ $within })
candidate-formerly = { $name } (formerly: { $formerly })
