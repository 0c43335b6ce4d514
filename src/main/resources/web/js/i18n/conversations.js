/** The words of the conversations, which are learnt when they are first opened. */

const en = {
  "conversations.title": "Conversations",
  "conversations.nowhere": "There is no collection that you may read.",
  "conversations.new": "New conversation",
  "conversations.none": "No conversations yet",
  "conversations.none.text": "In a conversation a question may leave to the ones before what it is about: “And in France?” is enough.",
  "conversations.absent": "This service keeps no conversations. Each question stands for itself.",
  "conversations.untitled": "Untitled",
  "conversations.rename": "Rename",
  "conversations.rename.name": "Rename {title}",
  "conversations.name": "Title",
  "conversations.delete": "Delete",
  "conversations.delete.name": "Delete {title}",
  "conversations.delete.title": "Delete “{title}”?",
  "conversations.delete.text": "Its questions and answers are deleted. This cannot be undone.",
  "suggestions.title": "Questions to begin with",
  "suggestions.hint": "Made from the documents’ headings. Each was tried, and the documents answered it.",
  "suggestions.question.en": "What does it say about {heading}?",
  "suggestions.question.zh": "关于{heading}有什么规定？",
};

const zh = {
  "conversations.title": "对话",
  "conversations.nowhere": "没有您可以读取的文档集。",
  "conversations.new": "新对话",
  "conversations.none": "还没有对话",
  "conversations.none.text": "在对话中，后面的问题可以承接前面的：只问“那法国呢？”就够了。",
  "conversations.absent": "此服务不保留对话，每个问题各自独立。",
  "conversations.untitled": "无标题",
  "conversations.rename": "重命名",
  "conversations.rename.name": "重命名 {title}",
  "conversations.name": "标题",
  "conversations.delete": "删除",
  "conversations.delete.name": "删除 {title}",
  "conversations.delete.title": "删除“{title}”？",
  "conversations.delete.text": "其中的问题和回答会被删除，无法撤销。",
  "suggestions.title": "可以这样开始",
  "suggestions.hint": "取自文档的标题。每个问题都已试问，文档中有答案。",
  "suggestions.question.en": "What does it say about {heading}?",
  "suggestions.question.zh": "关于{heading}有什么规定？",
};

export const words = { en, zh };
