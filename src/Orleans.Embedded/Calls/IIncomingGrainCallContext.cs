using System.Reflection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A call that arrived at a grain.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    IGrainContext TargetContext { get; }

    MethodInfo ImplementationMethod { get; }
}
