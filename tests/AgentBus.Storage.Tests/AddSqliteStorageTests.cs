using AgentBus.Domain.Ports;
using AgentBus.Storage.Tests.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Storage;

namespace AgentBus.Storage.Tests;

public sealed class AddSqliteStorageTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("agentbus-host-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_store_is_open_before_other_services_start_and_closed_after_they_stopped()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddHostedService<Appender>();
        builder.Services.AddSqliteStorage(options => options.DataDirectory = _directory);
        using (var host = builder.Build())
        {
            await host.StartAsync(Cancel);
            host.Services.GetRequiredService<IMembershipStore>().ShouldNotBeNull();
            host.Services.GetRequiredKeyedService<IGrainStorage>("agentbus").ShouldNotBeNull();
            host.Services.GetRequiredService<IReminderTable>().ShouldNotBeNull();
            await host.StopAsync(Cancel);
        }

        File.Exists(Path.Combine(_directory, "agentbus.db-wal")).ShouldBeFalse();
        await using var again = Services();
        var head = await again.GetRequiredService<IJournal>().OpenChannelAsync(Samples.Channel, Cancel);
        head.LastSequence.ShouldBe(2);
    }

    [Fact]
    public void Services_that_are_disposed_without_a_host_close_the_store()
    {
        using (var services = Services())
        {
            services.GetRequiredService<IJournal>().IsHealthy.ShouldBeTrue();
        }

        using var again = Services();
        again.GetRequiredService<IJournal>().IsHealthy.ShouldBeTrue();
    }

    [Fact]
    public async Task Options_out_of_range_end_the_start()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSqliteStorage(options =>
        {
            options.DataDirectory = _directory;
            options.Readers = 0;
        });
        using var host = builder.Build();

        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync(Cancel))).Message.ShouldContain("Readers");
    }

    private ServiceProvider Services() =>
        new ServiceCollection().AddLogging().AddSqliteStorage(options => options.DataDirectory = _directory).BuildServiceProvider();

    private sealed class Appender(IJournal journal) : IHostedService
    {
        private ChannelHead? _head;

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            _head = await journal.OpenChannelAsync(Samples.Channel, cancellationToken);
            await journal.AppendAsync(Samples.Append(_head, 1, Samples.Message("start")));
        }

        public Task StopAsync(CancellationToken cancellationToken) =>
            journal.AppendAsync(Samples.Append(_head!, 2, Samples.Message("stop")));
    }
}
