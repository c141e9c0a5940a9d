using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Embedded.Tests.Grains;
using Orleans.Runtime;
using Orleans.Utilities;

namespace Orleans.Embedded.Tests;

public sealed class ObserverTests
{
    [Fact]
    public async Task A_grain_calls_an_observer_like_a_grain()
    {
        await using var cluster = await Cluster.StartAsync();
        var observer = cluster.Client.CreateObjectReference<IShoutObserver>(new Listener(cluster.Probe));

        (await cluster.Grain<IShouterGrain>().ShoutAsync(observer, "hey")).ShouldBe("heard hey");
        await cluster.Grain<IShouterGrain>().WhisperAsync(observer, "psst");

        await cluster.Probe.ArrivedAsync("psst");
    }

    [Fact]
    public async Task An_observer_that_throws_shows_its_error_to_the_caller()
    {
        await using var cluster = await Cluster.StartAsync();
        var observer = cluster.Client.CreateObjectReference<IShoutObserver>(new Listener(cluster.Probe));

        await Should.ThrowAsync<InvalidDataException>(() => cluster.Grain<IShouterGrain>().ShoutAsync(observer, "fail"));
        (await cluster.Grain<IShouterGrain>().ShoutAsync(observer, "again")).ShouldBe("heard again");
    }

    [Fact]
    public async Task A_deleted_reference_fails_at_once()
    {
        await using var cluster = await Cluster.StartAsync();
        var observer = cluster.Client.CreateObjectReference<IShoutObserver>(new Listener(cluster.Probe));
        cluster.Client.DeleteObjectReference<IShoutObserver>(observer);

        await Should.ThrowAsync<ClientNotAvailableException>(() => cluster.Grain<IShouterGrain>().ShoutAsync(observer, "hey"));
    }

    [Fact]
    public async Task An_observer_that_does_not_answer_times_out()
    {
        await using var cluster = await Cluster.StartAsync();
        var observer = cluster.Client.CreateObjectReference<IShoutObserver>(new Listener(cluster.Probe));
        var call = cluster.Grain<IShouterGrain>().ShoutAsync(observer, "stuck");
        await cluster.Probe.ArrivedAsync("stuck");

        cluster.Time.Advance(TimeSpan.FromSeconds(32));

        await Should.ThrowAsync<TimeoutException>(call);
        cluster.Probe.Open("stuck");
    }

    [Fact]
    public async Task A_manager_notifies_those_that_renew_and_drops_those_that_fail_or_expire()
    {
        await using var cluster = await Cluster.StartAsync();
        var manager = new ObserverManager<string, IShoutObserver>(TimeSpan.FromMinutes(1), NullLogger.Instance)
        {
            GetDateTime = () => cluster.Time.GetUtcNow().UtcDateTime,
        };
        var listener = new Listener(cluster.Probe);
        manager.Subscribe("renewed", listener);
        manager.Subscribe("expired", listener);
        manager.Subscribe("failing", new Listener(cluster.Probe, fails: true));
        cluster.Time.Advance(TimeSpan.FromSeconds(40));
        manager.Subscribe("renewed", listener);
        manager.Subscribe("failing", new Listener(cluster.Probe, fails: true));
        cluster.Time.Advance(TimeSpan.FromSeconds(40));

        await manager.Notify(observer => observer.HearAsync("hey"));

        manager.Observers.Keys.ShouldBe(["renewed"]);
        cluster.Probe.Log.ShouldBe(["hey"]);
    }

    private sealed class Listener(Probe probe, bool fails = false) : IShoutObserver
    {
        public async Task<string> HearAsync(string text)
        {
            await Task.Yield();
            if (fails || text == "fail")
            {
                throw new InvalidDataException("deaf");
            }

            if (text == "stuck")
            {
                await probe.PassAsync(text);
            }

            probe.Arrive(text);
            return $"heard {text}";
        }

        public void Whisper(string text) => probe.Arrive(text);
    }
}
