using AgentBus.Model;
using AgentBus.Rego;

namespace AgentBus.Domain.Ports;

/// <summary>
/// What a message says, as data that policies read. The bytes were found well-formed before; what cannot be read all the same is left out,
/// and nothing throws. Numbers are doubles, as Protobuf's <c>Struct</c> has them. Thread-safe.
/// </summary>
public interface IMessageData
{
    /// <summary>The member <c>text</c>, <c>structured</c>, <c>encoding</c> and <c>media</c> of the content; null: there is none.</summary>
    RegoValue? Content(Envelope message);

    /// <summary>The payload, an object; null: there is none.</summary>
    RegoValue? Payload(Envelope message);

    /// <summary>One member of the payload, without reading the others; null: there is none.</summary>
    RegoValue? PayloadMember(Envelope message, string name);

    /// <summary>The headers, an object of strings; null: there are none.</summary>
    RegoValue? Headers(Envelope message);
}
