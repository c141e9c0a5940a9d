using System.Collections.Immutable;
using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Domain.Routing;

/// <summary>Finds the agents behind the names of a message (AGT-05).</summary>
public static class ReceiverExpansion
{
    private static readonly Refusal Nobody = new(Code.NotFound, "No agent is behind the receivers that the message names.");

    /// <summary>
    /// Names each agent once, in the order in which the message names it or its group. The sender gets its own message only where it is named
    /// itself. Null when it went well; an unknown group does not exist.
    /// </summary>
    public static Refusal? Expand(DirectTarget target, TenantSnapshot tenant, AgentKey sender, int max, out DirectTarget expanded)
    {
        expanded = target;
        if (target.IsSingle)
        {
            expanded = target with { Receivers = [new AgentKey(sender.Tenant, target.Named[0].Id)] };
            return null;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var receivers = ImmutableArray.CreateBuilder<AgentKey>();
        foreach (var named in target.Named)
        {
            if (!named.IsGroup)
            {
                Add(named.Id);
            }
            else if (tenant.FindGroup(named.Id) is { IsDefault: false } members)
            {
                foreach (var member in members)
                {
                    if (member != sender.Agent)
                    {
                        Add(member);
                    }
                }
            }
            else
            {
                return Refusal.NotFound;
            }
        }

        if (receivers.Count > max)
        {
            return new Refusal(Code.LimitExceeded, $"The message has {receivers.Count} receivers; at most {max} are allowed. Use a channel.");
        }

        expanded = target with { Receivers = receivers.DrainToImmutable() };
        return expanded.Receivers.IsEmpty ? Nobody : null;

        void Add(string agent)
        {
            if (seen.Add(agent))
            {
                receivers.Add(new AgentKey(sender.Tenant, agent));
            }
        }
    }
}
