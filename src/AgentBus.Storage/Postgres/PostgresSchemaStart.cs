using Microsoft.Extensions.Hosting;

namespace AgentBus.Storage.Postgres;

/// <summary>Prepares the schema before the first hosted service starts, and so before the grain runtime reads its statements.</summary>
internal sealed class PostgresSchemaStart(PostgresSchema schema, bool apply) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => schema.PrepareAsync(apply, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
