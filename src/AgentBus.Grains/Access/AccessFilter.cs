using System.Collections.Concurrent;
using System.Reflection;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Access;

/// <summary>
/// Holds callers to the marks of the contracts (BUS-16). It stops mistakes within the cluster and external clients; against a hostile
/// member of the cluster, which can forge its name, stands mTLS.
/// </summary>
internal sealed class AccessFilter(IEnumerable<BusGrain> additions) : IIncomingGrainCallFilter
{
    private readonly BusGrain[] _additions = [.. additions];
    private readonly ConcurrentDictionary<MethodInfo, CallRule> _rules = new();

    public Task Invoke(IIncomingGrainCallContext context)
    {
        var method = context.InterfaceMethod;
        if (!_rules.TryGetValue(method, out var rule))
        {
            rule = _rules.GetOrAdd(method, CallRule.Of(method, _additions));
        }

        if (!rule.Allows(context.SourceId))
        {
            throw new PermissionDeniedError($"This caller may not use {method.DeclaringType?.Name}.{method.Name}.") { Code = Code.PermissionDenied };
        }

        if (CallRule.IsOutside(context.SourceId))
        {
            CallOrigin.MarkOutside();
        }

        return context.Invoke();
    }
}
