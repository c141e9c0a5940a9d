using AgentBus.Domain.Access;
using AgentBus.Domain.Audit;
using AgentBus.Domain.Tenants;
using AgentBus.Grains.Ledger;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>The decisions on messages that concern an agent, with their proofs.</summary>
internal sealed class AgentReceipts(AgentKey agent, LedgerProofs proofs)
{
    private static readonly Refusal NoDecision = new(
        Code.NotFound,
        "The ledger holds no decision on this message that you may see. If it was sent just now, ask again after a second. Refusals before authorization are counted there, not named.",
        TimeSpan.FromSeconds(1));

    /// <summary>What the ledger says of a message that the agent sent or got; auditors of the tenant see all of them.</summary>
    public async Task<Result<ProvedEntries>> ReadAsync(Principal principal, TenantSnapshot tenant, string messageId)
    {
        var seesAll = AccessRules.Operate(principal, tenant, AuditRules.Operation) is null;
        var decisions = await proofs.Reader.ReadDecisionsAsync(agent.Tenant, messageId, seesAll ? "" : agent.Agent, CancellationToken.None);
        return decisions.Count == 0 ? NoDecision
            : await proofs.ProveAsync(agent.Tenant, decisions, agent.Agent) is { } proved ? proved
            : LedgerProofs.NotSigned;
    }
}
