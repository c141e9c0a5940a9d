using System.Collections.Immutable;
using AgentBus.Client.Internal;

namespace AgentBus.Client;

/// <summary>A decision of the bus on a message, as its ledger holds it.</summary>
/// <param name="Entry">The entry: RFC 8785 JSON, exactly the text that was hashed; docs/ledger.md names its members.</param>
/// <param name="Path">The hashes of its inclusion proof (RFC 6962), from the leaf up, hexadecimal.</param>
public sealed record ProvedDecision(string Entry, ImmutableArray<string> Path)
{
    /// <summary>
    /// With it and the message its holder shows that the entry names its content, hexadecimal. Empty: this agent neither sent the message nor got it into its inbox, or
    /// the bus keeps the content no more.
    /// </summary>
    public string ContentSalt { get; init; } = "";

    /// <summary>
    /// Whether the entry names the content of this message: what it says and does, not its ids and times. Together with <see cref="ProvedReceipt.IsProvedBy"/> that proves
    /// what the bus delivered. Takes what anyone says.
    /// </summary>
    /// <param name="envelope">The message, as it was sent or came in (<see cref="Delivery.Encoded"/>): serialised Protobuf, not serialised anew.</param>
    public bool Names(ReadOnlySpan<byte> envelope) => ContentCheck.Holds(Entry, ContentSalt, envelope);
}
