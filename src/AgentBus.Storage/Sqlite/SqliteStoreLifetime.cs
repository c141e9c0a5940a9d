using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentBus.Storage.Sqlite;

/// <summary>Opens the store before the first hosted service starts, whatever the order of registration, and closes it after the last has stopped.</summary>
internal sealed class SqliteStoreLifetime(IServiceProvider services) : IHostedLifecycleService
{
    private SqliteStore? _store;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _store = services.GetRequiredService<SqliteStore>();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }
}
