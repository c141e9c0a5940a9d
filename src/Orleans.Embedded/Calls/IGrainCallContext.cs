using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>A call on its way through the filters.</summary>
public interface IGrainCallContext
{
    IInvokable Request { get; }

    object Grain { get; }

    /// <summary>Who calls: a grain, or a client (<c>sys.client/…</c>).</summary>
    GrainId? SourceId { get; }

    GrainId TargetId { get; }

    GrainInterfaceType InterfaceType { get; }

    string InterfaceName { get; }

    string MethodName { get; }

    MethodInfo InterfaceMethod { get; }

    /// <summary>The result once the method has run; a filter may replace it.</summary>
    object? Result { get; set; }

    /// <summary>Runs the next filter, or the method after the last one.</summary>
    Task Invoke();
}
