namespace AgentBus.Protocol.Texts;

/// <summary>How the texts of a field are read.</summary>
internal enum TextRule : byte
{
    /// <summary>The schema does not know it; what comes as bytes may hold a text.</summary>
    Unknown,

    /// <summary>It holds no text of the sender: it addresses the message, or is a number.</summary>
    None,

    Text,

    /// <summary>The number of a google.protobuf.Value.</summary>
    Number,

    Bytes,

    Message,
}
