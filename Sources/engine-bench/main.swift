import TeachingEngine
print("bench")
