using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;
using AgentBus.Services;

namespace AgentBus.Cluster.Tests.Services;

/// <summary>The facade from outside the silos: start and stop, registration, sending, batches, health (BUS-01..03, 06, 07, 14).</summary>
public sealed class AgentBusTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task Before_the_start_and_after_the_stop_nothing_can_be_done()
    {
        await using var service = ServiceBus.Over(cluster.Outside);
        await Should.ThrowAsync<BusNotStartedError>(() => service.SendMessageAsync(ServiceBus.Event("a", "x")));
        await Should.ThrowAsync<BusNotStartedError>(() => service.GetHealthStatusAsync());

        await service.StartAsync();
        await Should.ThrowAsync<BusAlreadyStartedError>(() => service.StartAsync());

        await service.StopAsync();
        await service.StopAsync();
        await Should.ThrowAsync<BusNotStartedError>(() => service.RegisterAsync(cluster.Tenant(), "a"));
    }

    [Fact]
    public async Task A_bus_with_another_constitution_does_not_start()
    {
        await using var service = ServiceBus.Over(cluster.Outside, configure: options => options.ConstitutionalHash = "0000000000000000");

        var error = await Should.ThrowAsync<ConstitutionalHashMismatchError>(() => service.StartAsync());

        error.Details["expected_hash"].ShouldBe(ConstitutionalHash.Current);
    }

    [Fact]
    public async Task An_option_out_of_its_range_is_named_with_the_range()
    {
        await using var service = ServiceBus.Over(cluster.Outside, configure: options => options.BatchConcurrency = 0);

        (await Should.ThrowAsync<ConfigurationError>(() => service.StartAsync())).Message.ShouldContain("BatchConcurrency is 0; it must be 1 to 1024");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_of_a_registered_agent_reaches_the_channel_from_outside_and_from_within_the_silo(bool outside)
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(outside ? cluster.Outside : cluster.Hosted);
        await service.RegisterAsync(tenant, "reporter");

        var sent = await service.SendMessageAsync(ServiceBus.Event("reporter", "all quiet"));

        sent.Status.ShouldBe(MessageStatus.Delivered);
        var reader = await cluster.AgentAsync(tenant, "reader");
        var page = await reader.ReadAsync();
        TestAgent.Text(page.Value!.Messages.ShouldHaveSingleItem()).ShouldBe("all quiet");
    }

    [Fact]
    public async Task Within_the_silo_the_bytes_are_judged_and_not_what_is_said_of_them()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Hosted);
        await service.RegisterAsync(tenant, "reporter");
        var forged = ServiceBus.Event("reporter", "x");
        forged.ConstitutionalHash = "ffffffffffffffff";

        await Should.ThrowAsync<ConstitutionalHashMismatchError>(() => service.SendMessageAsync(forged));
    }

    [Fact]
    public async Task An_agent_registers_once_and_can_come_back()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "worker");

        var error = await Should.ThrowAsync<AgentAlreadyRegisteredError>(() => service.RegisterAsync(tenant, "worker"));
        error.AgentId.ShouldBe("worker");
        await service.UnregisterAgentAsync("worker");
        await Should.ThrowAsync<AgentNotRegisteredError>(() => service.UnregisterAgentAsync("worker"));
        await service.RegisterAsync(tenant, "worker");
    }

    [Fact]
    public async Task A_bad_credential_registers_nobody()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        var registration = ServiceBus.Registration(tenant, "worker");

        var forged = registration with { Credential = _ => ValueTask.FromResult(new Credential(CredentialKind.Jwt, "forged")) };
        await Should.ThrowAsync<PermissionDeniedError>(() => service.RegisterAgentAsync(forged));

        await service.RegisterAgentAsync(registration);
    }

    [Fact]
    public async Task An_unknown_sender_is_named_with_the_operation()
    {
        await using var service = await ServiceBus.StartAsync(cluster.Outside);

        var error = await Should.ThrowAsync<AgentNotRegisteredError>(() => service.SendMessageAsync(ServiceBus.Event("nobody", "x")));

        (error.AgentId, error.Operation).ShouldBe(("nobody", "send"));
    }

    [Fact]
    public async Task A_batch_answers_each_message_in_order_and_a_bad_one_ends_nothing()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "reporter");
        var batch = Enumerable.Range(0, 50).Select(i => ServiceBus.Event(i == 20 ? "nobody" : "reporter", $"{i}", i == 10 ? "no such channel" : Settings.Channel)).ToArray();

        var items = await service.SendBatchAsync(batch);

        items.Count.ShouldBe(50);
        for (var i = 0; i < items.Count; i++)
        {
            (items[i].Error is null).ShouldBe(i is not (10 or 20), $"message {i}");
            (items[i].Outcome is null).ShouldBe(i is 10 or 20, $"message {i}");
        }

        items[10].Error.ShouldBeOfType<MessageValidationError>();
        items[20].Error.ShouldBeOfType<AgentNotRegisteredError>();
    }

    [Fact]
    public async Task A_session_that_ended_is_opened_again()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "reporter");
        await cluster.Hosted.GetGrain<Contracts.IAgentStop>(new AgentKey(tenant, "reporter").GrainKey).StopAsync(Refusal.SessionExpired, TimeSpan.FromSeconds(30));

        var sent = await service.SendMessageAsync(ServiceBus.Event("reporter", "still here"));

        sent.Receipt.Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task Health_is_unknown_before_the_first_call_and_healthy_after_good_ones()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        (await service.GetHealthStatusAsync()).Status.ShouldBe(HealthLevel.Unknown);
        await service.RegisterAsync(tenant, "reporter");
        await service.SendMessageAsync(ServiceBus.Event("reporter", "x"));

        var health = await service.GetHealthStatusAsync();

        (health.Status, health.HealthScore, health.CircuitBreakers["cluster"]).ShouldBe((HealthLevel.Healthy, 1.0, "closed"));
        (health.Metrics["messages_sent"], health.Metrics["agents"]).ShouldBe((1, 1));
        health.ConstitutionalHash.ShouldBe(ConstitutionalHash.Current);
    }
}
