using System.Reflection;
using AgentBus.Contracts;
using Orleans.Runtime;

namespace AgentBus.Grains.Access;

/// <summary>Who may call one method, read once from its marks.</summary>
internal sealed class CallRule
{
    // Lists are explicit: a grain type that is not named here calls what is public, and nothing else.
    private static readonly GrainType[] Bus = [GrainType.Create("agent"), GrainType.Create("queue"), GrainType.Create("deliberationcase"), GrainType.Create("systemevents"), GrainType.Create("caseindex")];
    private static readonly GrainType[] BusAndSilo = [.. Bus, GrainType.Create("room"), GrainType.Create("roomdirectory"), GrainType.Create("tenant"), GrainType.Create("tenantfigures"), GrainType.Create("deadletters")];
    private static readonly GrainType Client = GrainType.Create("sys.client");
    private const string HostedPrefix = "hosted-";

    private readonly GrainType[] _grains;
    private readonly bool _silo;

    private CallRule(bool isOpen, GrainType[] grains, bool silo)
    {
        IsOpen = isOpen;
        _grains = grains;
        _silo = silo;
    }

    /// <summary>Anyone may call it: it is public, or no method of the contracts.</summary>
    public bool IsOpen { get; }

    /// <summary>Reads the marks of an interface method. Additions count as the bus's own. An unmarked method of the contracts is closed to all.</summary>
    public static CallRule Of(MethodInfo method, IReadOnlyCollection<BusGrain> additions)
    {
        if (method.DeclaringType?.Assembly != typeof(PublicAttribute).Assembly || method.IsDefined(typeof(PublicAttribute)))
        {
            return new CallRule(true, [], false);
        }

        if (method.GetCustomAttribute<BusOnlyAttribute>() is { } busOnly)
        {
            return new CallRule(false, [.. busOnly.Silo ? BusAndSilo : Bus, .. additions.Select(static addition => addition.Type)], busOnly.Silo);
        }

        return new CallRule(false, [], method.IsDefined(typeof(OperatorAttribute)));
    }

    /// <summary>Whether this caller may.</summary>
    public bool Allows(GrainId? caller)
    {
        if (IsOpen)
        {
            return true;
        }

        if (caller is not { } source)
        {
            return false;
        }

        foreach (var type in _grains)
        {
            if (source.Type == type)
            {
                return true;
            }
        }

        return _silo && IsHosted(source);
    }

    /// <summary>Whether the caller is neither a grain nor the client that lives in a silo.</summary>
    public static bool IsOutside(GrainId? caller) => caller is not { } source || (source.Type == Client && !IsHosted(source));

    private static bool IsHosted(GrainId source) =>
        source.Type == Client && source.Key.ToString()!.StartsWith(HostedPrefix, StringComparison.Ordinal);
}
