using AgentBus.Client.Internal;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Client;

/// <content>Receipts that can be proved.</content>
public sealed partial class AgentBusClient
{
    /// <summary>
    /// The decisions on a message that this agent sent or got into its inbox, each with the proof that it is in the tenant's ledger; with the role auditor, on any
    /// message of the tenant. The ledger is a moment behind the bus; of a message to several
    /// it may hold the decision for one receiver before the others.
    /// </summary>
    /// <param name="messageId">The message.</param>
    /// <param name="wait">How long to ask again, as the bus advises, where the ledger has no decision on it yet; default: not at all.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AgentBusException">
    /// Refused, no answer in time, or the session is over; <see cref="AgentBusCodes.NotFound"/>: the ledger has nothing on the message that this agent may see, or nothing yet.
    /// </exception>
    public async Task<ProvedReceipt> ReadReceiptAsync(string messageId, TimeSpan wait = default, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        var time = _options.TimeProvider;
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return ToReceipt(messageId, await CommandCalls.RunAsync(_session, "receipt", [new("message_id", messageId)], cancellationToken));
            }
            catch (AgentBusException e) when (e.Code == AgentBusCodes.NotFound && e.RetryAfter is { } pause && time.GetElapsedTime(began) + pause <= wait)
            {
                // The bus says when to ask again; nothing tells a client when a ledger grows.
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    private static ProvedReceipt ToReceipt(string messageId, Struct data) => new()
    {
        MessageId = messageId,
        TenantId = data.Fields["tenant"].StringValue,
        Checkpoint = data.Fields["checkpoint"].StringValue,
        Decisions = [.. data.Fields["entries"].ListValue.Values.Select(static item => ToDecision(item.StructValue))],
    };

    private static ProvedDecision ToDecision(Struct item) =>
        new(item.Fields["entry"].StringValue, [.. item.Fields["path"].ListValue.Values.Select(static hash => hash.StringValue)])
        {
            ContentSalt = item.Fields.TryGetValue("content_salt", out var salt) ? salt.StringValue : "",
        };
}
