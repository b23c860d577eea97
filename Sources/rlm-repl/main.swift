import REPLWorker
print("rlm-repl")
