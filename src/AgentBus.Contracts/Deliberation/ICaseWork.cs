using AgentBus.Model;
using Orleans;

namespace AgentBus.Contracts;

/// <summary>What the bus itself does with a case; the same grain as <see cref="IDeliberationCase"/>.</summary>
[Alias("agentbus.ICaseWork")]
public interface ICaseWork : IGrainWithStringKey
{
    /// <summary>Does what is due: levels, the deadline, a delivery or a notice that was interrupted. True: nothing is left undone now.</summary>
    [BusOnly(Silo = true), Alias("Wake")]
    Task<bool> WakeAsync();

    /// <summary>Takes what the tenant does not keep any more of a case that is over. True: nothing is left to take.</summary>
    [BusOnly(Silo = true), Alias("Retire")]
    Task<bool> RetireAsync();

    /// <summary>Ends the case since its sender was stopped; null: it is over.</summary>
    [BusOnly(Silo = true), Alias("Stop")]
    Task<Refusal?> StopAsync(string by, string reason);

    /// <summary>Reserves an approval for a message that its sender sends again (DEL-09); null: it is reserved.</summary>
    [BusOnly, Alias("Reserve")]
    Task<Refusal?> ReserveAsync(ApprovalClaim claim);

    /// <summary>What became of a send that an approval was reserved for: it is used, or goes back.</summary>
    [BusOnly, Alias("Settle")]
    Task SettleAsync(ApprovalClaim claim, bool isDelivered);
}
