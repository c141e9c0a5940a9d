using AgentBus.Domain.Tenants;
using AgentBus.Grains.Tenants;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>Takes a message through the agent's admission that no session of it sends. What the principal may do is asked of today's tenant.</summary>
internal sealed class SessionlessAdmission(AgentKey agent, TenantSnapshots tenants, DeliveredKeys keys, SendPreparation preparation, MessageAdmission admission)
{
    /// <summary>Sends a message as the principal; the answer comes after the commit.</summary>
    /// <param name="principal">Who sends it.</param>
    /// <param name="make">Makes it, given the settings that it is judged by.</param>
    public async Task<Result<Receipt>> SendAsync(Principal principal, Func<TenantSnapshot, Envelope> make)
    {
        var tenant = await tenants.GetAsync(agent.Tenant);
        if (!tenant.IsOk)
        {
            return tenant.Refusal;
        }

        var envelope = make(tenant.Value.Snapshot);
        var session = new Session(principal, SessionKind.Side, ChannelName.None, observer: null);
        await keys.LoadAsync();
        using var hold = keys.Hold();
        var prepared = await preparation.RunAsync(new SendRequest(session.Token, [envelope]), session.Home, tenant.Value.Snapshot);
        var sent = await admission.Send(session, tenant.Value, [envelope], prepared);
        return sent.IsOk ? sent.Value.Receipts[0] : sent.Refusal;
    }
}
