using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Embedded;

/// <summary>
/// One call: a method with its arguments. Generated references derive a class per method.
/// Everything that only a call needs which does not complete at once is in <see cref="PendingCall"/>.
/// </summary>
internal abstract class GrainRequest(GrainMethod method) : IInvokable
{
    public GrainMethod Method { get; } = method;

    /// <summary>The grain that calls; null for code outside of grains.</summary>
    public Mailbox? Caller { get; set; }

    /// <summary>Whose reference was called.</summary>
    public GrainFactory? Client { get; set; }

    /// <summary>Whether the request means one activation only and is not passed on to its successor.</summary>
    public virtual bool EndsWithActivation => false;

    public abstract Task InvokeOn(object target);

    public abstract PendingCall Pend();

    public abstract Task Fault(Exception exception);

    /// <summary>The response after filters: theirs if they waited or replaced the result, else the method's own.</summary>
    public abstract Task Filtered(IncomingCall call, Task filters);

    public abstract object? ResultOf(Task response);

    public virtual int GetArgumentCount() => 0;

    public virtual object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    public virtual void SetArgument(int index, object value) => throw new ArgumentOutOfRangeException(nameof(index));

    public string GetMethodName() => Method.Name;

    public string GetInterfaceName() => GetInterfaceType().ToString();

    public MethodInfo GetMethod() => Method.InterfaceMethod ?? throw new InvalidOperationException($"{Method.Name} is no interface method.");

    public Type GetInterfaceType() => GetMethod().DeclaringType!;

    public void Dispose() => GC.SuppressFinalize(this);

    public override string ToString() => Method.InterfaceMethod is { } method ? $"{method.DeclaringType?.Name}.{method.Name}" : Method.Name;
}

/// <summary>A call without result.</summary>
internal abstract class VoidRequest(GrainMethod method) : GrainRequest(method)
{
    public override PendingCall Pend() => new PendingVoid(this);

    public override Task Fault(Exception exception) => Task.FromException(exception);

    public override Task Filtered(IncomingCall call, Task filters) => filters;

    public override object? ResultOf(Task response) => null;
}

/// <summary>A call with a result.</summary>
internal abstract class GrainRequest<T>(GrainMethod method) : GrainRequest(method)
{
    public override PendingCall Pend() => new PendingCall<T>(this);

    public override Task Fault(Exception exception) => Task.FromException<T>(exception);

    public override Task Filtered(IncomingCall call, Task filters) =>
        filters is Task<T> response && ReferenceEquals(response, call.Response) && !call.ResultReplaced ? response : Wait(call, filters);

    public override object? ResultOf(Task response) => ((Task<T>)response).GetAwaiter().GetResult();

    private static async Task<T> Wait(IncomingCall call, Task filters)
    {
        await filters;
        return (T)call.Result!;
    }
}
