"""The official Python client against a served collection: python openai_client.py http://127.0.0.1:7878/v1"""

import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key="none", max_retries=0)
question = [{"role": "user", "content": "How long is the notice period?"}]

answer = client.chat.completions.create(model="default", messages=question, temperature=0)
text = answer.choices[0].message.content
assert "three months" in text and "[1]" in text, text
assert answer.choices[0].finish_reason == "stop"
assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens > 0
cited = answer.choices[0].message.annotations[0].url_citation
assert text[cited.start_index : cited.end_index] == "[1]", cited
assert cited.title == "staff-handbook.pdf, p. 2", cited

chunks = list(
    client.chat.completions.create(
        model="default", messages=question, stream=True, stream_options={"include_usage": True}
    )
)
assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == text
assert chunks[-1].usage.total_tokens == answer.usage.total_tokens
assert chunks[-2].choices[0].finish_reason == "stop"

short = client.chat.completions.create(model="default", messages=question, max_tokens=4)
assert short.choices[0].finish_reason == "length" and text.startswith(short.choices[0].message.content)
stopped = client.chat.completions.create(model="default", messages=question, stop="probation")
assert stopped.choices[0].message.content == text.split("probation")[0]

plain = client.embeddings.create(model="bge-small-en-v1.5-q", input=["a cat", "a dog"], encoding_format="float")
packed = client.embeddings.create(model="bge-small-en-v1.5-q", input=["a cat", "a dog"])  # base64
assert [len(one.embedding) for one in plain.data] == [384, 384]
for one, other in zip(plain.data, packed.data):
    assert max(abs(a - b) for a, b in zip(one.embedding, other.embedding)) < 1e-6
assert len(client.embeddings.create(model="bge-small-zh-v1.5-q", input="猫").data[0].embedding) == 512

ids = [model.id for model in client.models.list()]
assert ids == ["default", "bge-small-en-v1.5-q", "bge-small-zh-v1.5-q"], ids
assert client.models.retrieve("default").owned_by == "recto"

for arguments, param in [({"n": 2}, "n"), ({"presence_penalty": 1}, "presence_penalty"), ({"logprobs": True}, "logprobs")]:
    try:
        client.chat.completions.create(model="default", messages=question, **arguments)
        raise AssertionError(arguments)
    except openai.BadRequestError as refusal:
        assert refusal.param == param, refusal
try:
    client.chat.completions.create(model="absent", messages=question)
    raise AssertionError("absent")
except openai.NotFoundError as refusal:
    assert refusal.code == "model_not_found"

print("ok")
