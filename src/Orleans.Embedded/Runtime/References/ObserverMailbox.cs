using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Runs the calls to an object that is no grain, one after the other.</summary>
internal sealed class ObserverMailbox : Mailbox
{
    private readonly SiloRuntime _silo;

    public ObserverMailbox(SiloRuntime silo, GrainId client, object target)
        : base(reentrant: false)
    {
        _silo = silo;
        Identity = client;
        Target = target;
        Open();
    }

    /// <summary>The object calls grains as the client that owns it.</summary>
    public override GrainId Identity { get; }

    public object Target { get; }

    public void Delete()
    {
        List<PendingCall> left;
        lock (Gate)
        {
            left = Kill();
        }

        left.ForEach(call => call.Fail(new ClientNotAvailableException("The reference to the observer was deleted.")));
    }

    public override void Observe(GrainRequest request, Task response)
    {
        if (request.Method.OneWay && response.IsFaulted)
        {
            RuntimeLog.OneWayFailed(_silo.Logger, response.Exception!.InnerException!, request.Method.Name, Identity);
        }
    }

    protected override Task Invoke(GrainRequest request) => request.InvokeOn(Target);

    protected override long DeadlineOf(GrainRequest request) => _silo.Clock.DeadlineOf(request);

    protected override void OnUnhandled(Exception exception) => RuntimeLog.Unhandled(_silo.Logger, exception, Identity);
}
