import Commands
print("rlm")
