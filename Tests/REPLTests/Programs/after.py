# Runs after each program: prints the variables that it leaves, and removes them.
for _name in list(rlm.SHOW_VARS.__self__.own()):
    if _name not in ("readable", "show"):
        print(_name, "=", "<object>" if " object at 0x" in repr(globals()[_name]) else readable(globals()[_name]))
        del globals()[_name]
del history[:], readable, show
