namespace AgentBus.Demo.Conversation;

/// <summary>What an agent does in the conversation. Each part is the answer to the one before it.</summary>
internal enum Part
{
    /// <summary>Says something that could be true.</summary>
    Propose,

    /// <summary>Asks how one would know.</summary>
    Ask,

    /// <summary>Says what an answer would mean.</summary>
    Interpret,
}
