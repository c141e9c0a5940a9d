using System.Collections.Concurrent;
using AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>
/// Cases whose outcome somebody waits for. The bus's notice of one wakes them; it says nothing that is believed, since who is woken asks the bus, and it goes on to
/// the reader of the inbox like every message. Thread-safe.
/// </summary>
internal sealed class OutcomeTable
{
    private const string Bus = "sys-bus";
    private const string CaseField = "case_id";

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new(StringComparer.Ordinal);

    /// <summary>Completes when the bus says that the case is decided; to be had before the bus is asked.</summary>
    public Task Told(string caseId) => _awaited.GetOrAdd(caseId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Who waits has what it waited for, or begins anew. Another that waits for the same looks a little later.</summary>
    public void Forget(string caseId) => _awaited.TryRemove(caseId, out _);

    /// <summary>Looks at what came to the inbox.</summary>
    public void Note(InboxDelivery delivery)
    {
        if (!_awaited.IsEmpty && delivery.Sender == Bus && delivery.TryParse(out var envelope) && envelope.MessageType == MessageType.GovernanceResponse
            && envelope.Payload?.Fields.TryGetValue(CaseField, out var named) == true && _awaited.TryRemove(named.StringValue, out var told))
        {
            told.TrySetResult();
        }
    }
}
