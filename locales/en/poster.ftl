### The page that hangs in schools and communes: anybody reads it, and it names no case.

poster-name = { $hotline_name } · child-protection hotline
poster-title = Is a child being hurt or threatened?
poster-what = Scan and tell us in your own words. No name needed.
poster-child = Are you a child? The web page is the place for you.
poster-web = Web page (most private)
poster-zalo = Zalo
poster-telegram = Telegram
poster-call = If you need help now, call: { $emergency_numbers }
