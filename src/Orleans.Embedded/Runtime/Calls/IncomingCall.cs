using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.Embedded;

/// <summary>A call on its way through the filters; the grain's own filter comes last.</summary>
internal sealed class IncomingCall(GrainRequest request, Activation target, IIncomingGrainCallFilter[] filters) : IIncomingGrainCallContext
{
    private int _next;
    private object? _result;

    /// <summary>What the method returned, once it was called.</summary>
    public Task? Response { get; private set; }

    public bool ResultReplaced { get; private set; }

    public IInvokable Request => request;

    public object Grain => target.GrainInstance!;

    public GrainId? SourceId => request.Caller?.Identity ?? request.Client?.ClientId;

    public GrainId TargetId => target.GrainId;

    public IGrainContext TargetContext => target;

    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(InterfaceName);

    public string InterfaceName => request.GetInterfaceName();

    public string MethodName => request.Method.Name;

    public MethodInfo InterfaceMethod => request.GetMethod();

    public MethodInfo ImplementationMethod => target.Class.ImplementationOf(InterfaceMethod);

    public object? Result
    {
        get => ResultReplaced ? _result : Response is { IsCompletedSuccessfully: true } response ? request.ResultOf(response) : null;
        set
        {
            _result = value;
            ResultReplaced = true;
        }
    }

    public Task Invoke()
    {
        var index = _next++;
        if (index < filters.Length)
        {
            return filters[index].Invoke(this);
        }

        if (index == filters.Length && Grain is IIncomingGrainCallFilter own)
        {
            return own.Invoke(this);
        }

        return Response = request.InvokeOn(Grain);
    }
}
