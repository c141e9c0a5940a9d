using System.Net;
using System.Text;
using AgentBus.Domain.Codes;
using AgentBus.Domain.Ports;
using AgentBus.Gateway.Tests.Http;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Gateway.Tests.Codes;

/// <summary>Codes of problem+json.</summary>
internal static class ApiScenes
{
    private static readonly string Nothing = ApiClient.Enveloped(new { });

    public static IEnumerable<(Code Code, CodeScene Scene)> All { get; } =
    [
        (Code.RevisionConflict, ConflictAsync),
        (Code.Draining, DrainingAsync),
        (Code.Overloaded, OverloadedAsync),
        (Code.Internal, FaultAsync),
    ];

    /// <summary>Has an operator of the silo do something.</summary>
    public static async Task OperateAsync(RunningSilo silo, string path)
    {
        using var http = silo.Operator();
        using var answer = await http.PostAsync(path, new StringContent(Nothing, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue();
    }

    private static async Task<string> ConflictAsync(SiloFixture fixture)
    {
        using var client = ApiClient.Of(fixture.Silo, fixture.NewAgent());
        return Told(await client.SendAsync(HttpMethod.Put, "/api/v1/sessions/talk", ApiClient.Enveloped(new { revision = 7, state = new { } })));
    }

    private static async Task<string> DrainingAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync();
        await OperateAsync(silo, "admin/drain");
        using var client = ApiClient.Of(silo, "alpha");
        return Told(await client.GetAsync("/api/v1/rooms"));
    }

    private static async Task<string> OverloadedAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Http:MaxSessions", "1");
        await using var beta = await InboxReader.OpenAsync(silo, "beta");
        using var first = ApiClient.Of(silo, "alpha");
        using var second = ApiClient.Of(silo, "gamma");
        var waiting = first.PostAsync("/messages?timeout_ms=30000", ApiClient.Enveloped(new { to_agent = "beta", message_type = "query", content = "?" }));
        await beta.NextAsync();
        return Told(await second.GetAsync("/api/v1/rooms"));
    }

    private static async Task<string> FaultAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync(static services => services.AddSingleton<IDeadLetterStore, BrokenLetters>());
        using var admin = ApiClient.Of(silo, "root", "admin");
        return Told(await admin.GetAsync("/api/v1/deadletters"));
    }

    private static string Told(ApiReply reply) =>
        reply.ShouldBeProblem((HttpStatusCode)CodeTable.Rows.Single(row => row.Wire == reply.Code).HttpStatus, reply.Code).Code;

    private sealed class BrokenLetters : IDeadLetterStore
    {
        public Task<bool> AddAsync(IReadOnlyList<DeadLetter> letters, IReadOnlyList<EvidenceRow> evidence) => throw new IOException();

        public Task<DeadLetterPage> ListAsync(DeadLetterFilter filter, CancellationToken cancellationToken) => throw new IOException();

        public Task<DeadLetter?> FindAsync(string tenant, long id, CancellationToken cancellationToken) => throw new IOException();

        public Task<bool> NoteAsync(string tenant, long id, string line, CancellationToken cancellationToken) => throw new IOException();

        public Task<int> RemoveAsync(string tenant, IReadOnlyList<long> ids, IReadOnlyList<EvidenceRow> evidence, CancellationToken cancellationToken) => throw new IOException();
    }
}
