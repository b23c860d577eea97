import RLMEngine
