using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>What an agent finds again, for those who show one of its sessions.</summary>
internal sealed class AgentMemory(SessionGate gate, Following following, SessionContexts contexts, AgentReceipts receipts)
{
    private static readonly Refusal NotReadable = new(Code.StorageUnavailable, "The store cannot be read now. Try again.", TimeSpan.FromSeconds(1));

    /// <summary>The agent's memberships with its positions.</summary>
    public Task<Result<Memberships>> MembershipsAsync(SessionToken session) => EnterAsync(session, _ => following.MembershipsAsync());

    /// <summary>A page of history.</summary>
    public Task<Result<HistoryPage>> ReadHistoryAsync(HistoryRequest request) =>
        EnterAsync(request.Session, entry => following.ReadHistoryAsync(entry.Session.Principal, entry.Tenant.Snapshot, request));

    /// <summary>A context.</summary>
    public Task<Result<SessionContext>> ReadContextAsync(ContextRead request) => EnterAsync(request.Session, _ => contexts.ReadAsync(request.ContextId));

    /// <summary>Replaces a context.</summary>
    public Task<Result<SessionContext>> WriteContextAsync(ContextWrite request) => EnterAsync(request.Session, _ => contexts.WriteAsync(request));

    /// <summary>The provable decisions on a message.</summary>
    public Task<Result<ProvedEntries>> ReadReceiptsAsync(ReceiptRequest request) =>
        EnterAsync(request.Session, entry => receipts.ReadAsync(entry.Session.Principal, entry.Tenant.Snapshot, request.MessageId));

    private async Task<Result<T>> EnterAsync<T>(SessionToken session, Func<SessionGate.Entry, Task<Result<T>>> then)
        where T : class
    {
        try
        {
            var entered = await gate.EnterAsync(session);
            return entered.IsOk ? await then(entered.Value) : entered.Refusal;
        }
        catch (IOException)
        {
            return NotReadable;
        }
    }
}
