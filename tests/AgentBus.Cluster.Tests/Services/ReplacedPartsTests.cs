using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Admission;
using AgentBus.Model;
using AgentBus.Services;
using Microsoft.Extensions.DependencyInjection;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Cluster.Tests.Services;

/// <summary>Registry, router, strategies, processor and screen can be replaced (BUS-05, BUS-12).</summary>
public sealed class ReplacedPartsTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task A_registry_of_ones_own_says_who_may_register()
    {
        await using var service = await ServiceBus.StartAsync(cluster.Outside, services => services.AddSingleton<IAgentRegistry, ClosedRegistry>());

        await Should.ThrowAsync<AgentAlreadyRegisteredError>(() => service.RegisterAsync(cluster.Tenant(), "worker"));
    }

    [Fact]
    public async Task A_router_of_ones_own_says_where_messages_go()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside, services => services.AddSingleton<IMessageRouter, ToLive>());
        await service.RegisterAsync(tenant, "reporter");

        var sent = await service.SendMessageAsync(ServiceBus.Event("reporter", "x"));

        sent.Receipt.Channel.ShouldBe(Settings.Ephemeral);
    }

    [Fact]
    public async Task All_strategies_are_asked_and_their_findings_joined()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(
            cluster.Outside, services => services.AddSingleton<IValidationStrategy>(new Refuses("too loud")).AddSingleton<IValidationStrategy>(new Refuses("too long")));
        await service.RegisterAsync(tenant, "reporter");

        var error = await Should.ThrowAsync<MessageValidationError>(() => service.SendMessageAsync(ServiceBus.Event("reporter", "x")));

        error.Message.ShouldBe("too loud too long");
        error.Details["message_id"].ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_processor_of_ones_own_takes_the_place_of_the_default()
    {
        var tenant = cluster.Tenant();
        var processor = new CountingProcessor();
        await using var service = await ServiceBus.StartAsync(cluster.Outside, services => services.AddSingleton<IMessageProcessor>(processor));
        await service.RegisterAsync(tenant, "reporter");

        await service.SendMessageAsync(ServiceBus.Event("reporter", "x"));

        processor.Processed.ShouldBe(1);
    }

    [Fact]
    public async Task The_default_processor_judges_without_sending_and_asks_the_screen_for_personal_data()
    {
        var services = new ServiceCollection().AddSingleton<IContentScreen, DigitScreen>().AddAgentBus();
        await using var provider = services.BuildServiceProvider();
        var processor = provider.GetRequiredService<IMessageProcessor>();

        processor.ValidateConstitutionalCompliance(new Wire.Envelope()).IsValid.ShouldBeFalse();
        processor.ValidateConstitutionalCompliance(new Wire.Envelope { ConstitutionalHash = ConstitutionalHash.Current }).IsValid.ShouldBeTrue();
        await Should.ThrowAsync<ConstitutionalHashMismatchError>(() => processor.ProcessMessageAsync(new Wire.Envelope(), TestContext.Current.CancellationToken).AsTask());
        processor.DetectPii("a1").ShouldHaveSingleItem().Start.ShouldBe(1);
        processor.RedactPii("a1").ShouldBe("a#");
    }

    private sealed class ClosedRegistry : IAgentRegistry
    {
        public ValueTask<bool> AddAsync(AgentKey agent, AgentDescription description, CancellationToken cancellationToken) => ValueTask.FromResult(false);

        public ValueTask<bool> RemoveAsync(AgentKey agent, CancellationToken cancellationToken) => ValueTask.FromResult(false);

        public ValueTask<IReadOnlyDictionary<AgentKey, AgentDescription>> FindAsync(string? agentId, string? capability, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyDictionary<AgentKey, AgentDescription>>(new Dictionary<AgentKey, AgentDescription>());
    }

    private sealed class ToLive : IMessageRouter
    {
        public ValueTask<Wire.Envelope> RouteAsync(Wire.Envelope message, CancellationToken cancellationToken)
        {
            message.Channel = Settings.Ephemeral;
            return ValueTask.FromResult(message);
        }
    }

    private sealed class Refuses(string why) : IValidationStrategy
    {
        public ValueTask<ValidationResult> ValidateAsync(Wire.Envelope message, CancellationToken cancellationToken) =>
            ValueTask.FromResult(ValidationResult.Invalid(why));
    }

    private sealed class CountingProcessor : IMessageProcessor
    {
        public int Processed { get; private set; }

        public ValueTask<ValidationResult> ProcessMessageAsync(Wire.Envelope message, CancellationToken cancellationToken = default)
        {
            Processed++;
            return ValueTask.FromResult(ValidationResult.Valid);
        }

        public ValidationResult ValidateConstitutionalCompliance(Wire.Envelope message) => ValidationResult.Valid;

        public IReadOnlyList<ContentFinding> DetectPii(string text) => [];

        public string RedactPii(string text) => text;
    }

    private sealed class DigitScreen : IContentScreen
    {
        public IReadOnlyList<ContentFinding> Detect(string text) =>
            [.. text.Select(static (c, i) => (c, i)).Where(static at => char.IsDigit(at.c)).Select(static at => new ContentFinding("DIGIT", at.i, 1))];

        public string Redact(string text) => string.Concat(text.Select(static c => char.IsDigit(c) ? '#' : c));
    }
}
