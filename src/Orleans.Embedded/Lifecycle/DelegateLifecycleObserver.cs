namespace Orleans.Embedded;

internal sealed class DelegateLifecycleObserver(Func<CancellationToken, Task>? onStart, Func<CancellationToken, Task>? onStop) : ILifecycleObserver
{
    public Task OnStart(CancellationToken cancellationToken = default) => onStart?.Invoke(cancellationToken) ?? Task.CompletedTask;

    public Task OnStop(CancellationToken cancellationToken = default) => onStop?.Invoke(cancellationToken) ?? Task.CompletedTask;
}
