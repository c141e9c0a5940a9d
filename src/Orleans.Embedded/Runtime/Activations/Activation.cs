using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>One life of a grain in memory: made by the first call, ended when idle, on demand or after a conflict.</summary>
internal sealed class Activation : Mailbox, IGrainContext
{
    private readonly List<IActivationState> _states = [];
    private readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HashSet<GrainTimer>? _timers;
    private IServiceScope? _scope;
    private bool _started;
    private bool _hasServed;
    private DeactivationReason? _reason;
    private long _lastUse;
    private long _keepUntil = long.MinValue;

    public Activation(SiloRuntime runtime, GrainId grainId)
        : this(runtime, grainId, runtime.Classes.Of(grainId.Type))
    {
    }

    private Activation(SiloRuntime runtime, GrainId grainId, GrainClass grainClass)
        : base(grainClass.Reentrant)
    {
        Runtime = runtime;
        GrainId = grainId;
        Class = grainClass;
        _lastUse = runtime.Clock.Coarse;
    }

    public SiloRuntime Runtime { get; }

    public GrainId GrainId { get; }

    public override GrainId Identity => GrainId;

    public GrainClass Class { get; }

    public object? GrainInstance { get; private set; }

    public GrainReference GrainReference =>
        (GrainReference)Runtime.HostedFactory.Reference(Class.MainInterface, GrainId);

    public IServiceProvider ActivationServices => (_scope ??= Runtime.Services.CreateScope()).ServiceProvider;

    public Task Deactivated => _deactivated.Task;

    public static Activation Of(IGrainBase grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain.GrainContext as Activation
            ?? throw new InvalidOperationException($"{grain.GetType()} was not made by the runtime, so it has no grain context.");
    }

    public void AddState(IActivationState state) => _states.Add(state);

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (Gate)
        {
            if (_reason is not null || State == MailboxState.Dead)
            {
                return;
            }

            if (!_started)
            {
                Runtime.Catalog.Remove(this);
                Kill();
                _deactivated.TrySetResult();
                return;
            }

            _reason = deactivationReason;
            BeginClose();
        }

        Wake();
    }

    public void DelayDeactivation(TimeSpan time)
    {
        lock (Gate)
        {
            _keepUntil = time < TimeSpan.Zero ? long.MinValue
                : time == TimeSpan.MaxValue ? long.MaxValue
                : Runtime.Clock.After(time);
        }
    }

    /// <summary>Ends the activation where it has been idle for longer than its class may.</summary>
    public void Collect(long now)
    {
        lock (Gate)
        {
            if (!IsIdle || _keepUntil > now || Class.CollectionAge == TimeSpan.MaxValue
                || Runtime.Clock.Elapsed(_lastUse, now) < Class.CollectionAge)
            {
                return;
            }
        }

        Deactivate(new(DeactivationReasonCode.ActivationIdle, $"Idle for longer than {Class.CollectionAge}."));
    }

    /// <summary>Ends the activation as a crash would: without its grain's doing.</summary>
    public void Abort(Exception reason)
    {
        ReleaseTimers();
        End(reason, passOn: false);
        FailAll(reason);
    }

    public void Add(GrainTimer timer)
    {
        lock (Gate)
        {
            (_timers ??= []).Add(timer);
        }
    }

    public void Remove(GrainTimer timer)
    {
        lock (Gate)
        {
            _timers?.Remove(timer);
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"[Activation {GrainId}, {State}]";

    public override void Observe(GrainRequest request, Task response)
    {
        if (request.Method.CountsAsUse)
        {
            _lastUse = Runtime.Clock.Coarse;
            _hasServed = true;
        }

        if (!response.IsFaulted)
        {
            return;
        }

        var exception = response.Exception!.InnerException!;
        if (request.Method.OneWay)
        {
            RuntimeLog.OneWayFailed(Runtime.Logger, exception, request.Method.Name, GrainId);
        }

        if (exception is InconsistentStateException { AtSource: true } conflict)
        {
            conflict.AtSource = false;
            Deactivate(new(DeactivationReasonCode.ApplicationError, conflict, "The stored state is not the one that was read."));
        }
    }

    protected override Task Invoke(GrainRequest request)
    {
        var grain = GrainInstance!;
        return request.Method.InterfaceMethod is null || (Runtime.Filters.Length == 0 && grain is not IIncomingGrainCallFilter)
            ? request.InvokeOn(grain)
            : InvokeFiltered(request);
    }

    protected override long DeadlineOf(GrainRequest request) => Runtime.Clock.DeadlineOf(request);

    protected override void OnWaiting(PendingCall call)
    {
        if (!_started)
        {
            _started = true;
            Ready(new(static state => _ = ((PendingStart)state!).Run(), new PendingStart(this, call.Context)));
        }
    }

    protected override void OnClosed() => _ = DeactivateAsync(_reason!.Value);

    protected override void OnUnhandled(Exception exception) => RuntimeLog.Unhandled(Runtime.Logger, exception, GrainId);

    private Task InvokeFiltered(GrainRequest request)
    {
        var call = new IncomingCall(request, this, Runtime.Filters);
        return request.Filtered(call, call.Invoke());
    }

    private async Task ActivateAsync()
    {
        try
        {
            GrainInstance = Runtime.ActivatorOf(Class).Create(this);
            foreach (var state in _states)
            {
                await state.LoadAsync();
            }

            await ((IGrainBase)GrainInstance).OnActivateAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            RuntimeLog.ActivationFailed(Runtime.Logger, exception, GrainId);
            await ReleaseAsync();
            End(exception, passOn: false);
            return;
        }

        Open();
    }

    private async Task DeactivateAsync(DeactivationReason reason)
    {
        ReleaseTimers();
        using var timeout = new CancellationTokenSource(Runtime.DeactivationTimeout, Runtime.Clock.Provider);
        try
        {
            await ((IGrainBase)GrainInstance!).OnDeactivateAsync(reason, timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception exception)
        {
            RuntimeLog.DeactivationFailed(Runtime.Logger, exception, GrainId);
        }

        await ReleaseAsync();
        End(
            Runtime.Catalog.IsStopping
                ? new SiloUnavailableException($"The silo is stopping; {GrainId} takes no more calls.")
                : new OrleansMessageRejectionException($"{GrainId} was deactivated again and again before the call had its turn.", null),
            passOn: true);
    }

    /// <summary>Fails the calls that still wait, or passes them on to a successor in their order.</summary>
    private void End(Exception exception, bool passOn)
    {
        List<PendingCall> left;
        Activation? successor = null;
        lock (Gate)
        {
            left = Kill();
            var passedOn = passOn ? left.FindAll(call => !call.Request.EndsWithActivation && (_hasServed || call.MayForward())) : [];
            if (passedOn.Count > 0)
            {
                // Later calls find the successor only after it has taken over those that came before them.
                successor = new Activation(Runtime, GrainId, Class);
                successor.Adopt(passedOn);
                if (Runtime.Catalog.TryReplace(this, successor))
                {
                    left.RemoveAll(passedOn.Contains);
                }
                else
                {
                    successor = null;
                }
            }
            else
            {
                Runtime.Catalog.Remove(this);
            }
        }

        successor?.Wake();
        left.ForEach(call => call.Fail(exception));
        _deactivated.TrySetResult();
    }

    private async Task ReleaseAsync()
    {
        try
        {
            switch (GrainInstance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }

            if (_scope is IAsyncDisposable scope)
            {
                await scope.DisposeAsync();
            }
        }
        catch (Exception exception)
        {
            RuntimeLog.DeactivationFailed(Runtime.Logger, exception, GrainId);
        }

        GrainInstance = null;
        _states.Clear();
    }

    private void ReleaseTimers()
    {
        GrainTimer[] timers;
        lock (Gate)
        {
            timers = _timers is null ? [] : [.. _timers];
            _timers = null;
        }

        Array.ForEach(timers, timer => timer.Dispose());
    }

    /// <summary>The start of an activation, in the context of the call that caused it.</summary>
    private sealed record PendingStart(Activation Activation, ExecutionContext? Context)
    {
        public Task Run()
        {
            if (Context is not null)
            {
                ExecutionContext.Restore(Context);
            }

            return Activation.ActivateAsync();
        }
    }
}
