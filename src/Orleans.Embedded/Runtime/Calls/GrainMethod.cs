using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Embedded;

/// <summary>How a request shares its activation with others.</summary>
internal enum CallKind
{
    Exclusive,
    ReadOnly,
    Interleave,
}

/// <summary>What the runtime needs to know of an interface method.</summary>
internal sealed class GrainMethod
{
    public GrainMethod(MethodInfo method)
    {
        InterfaceMethod = method;
        Name = method.Name;
        OneWay = method.ReturnType == typeof(void) || method.IsDefined(typeof(OneWayAttribute));
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        Kind = method.IsDefined(typeof(AlwaysInterleaveAttribute)) ? CallKind.Interleave
            : method.IsDefined(typeof(ReadOnlyAttribute)) ? CallKind.ReadOnly
            : CallKind.Exclusive;
    }

    private GrainMethod(string name, CallKind kind, bool countsAsUse)
    {
        Name = name;
        Kind = kind;
        CountsAsUse = countsAsUse;
        Timeout = System.Threading.Timeout.InfiniteTimeSpan;
    }

    public string Name { get; }

    public CallKind Kind { get; }

    public bool OneWay { get; }

    public TimeSpan? Timeout { get; }

    /// <summary>Whether the request holds idle collection off.</summary>
    public bool CountsAsUse { get; } = true;

    /// <summary>Null for turns that the runtime itself makes: timers and stream deliveries, which no filter sees.</summary>
    public MethodInfo? InterfaceMethod { get; }

    public static GrainMethod Internal(string name, CallKind kind, bool countsAsUse) => new(name, kind, countsAsUse);
}
