using System.Diagnostics;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Gateway.Tests.Security;

/// <summary>What is another tenant's answers as what does not exist: the same bytes. How long it takes is compared and reported, not judged.</summary>
public sealed class NotFoundTests
{
    private const int Rounds = 400;

    [Fact]
    public async Task A_foreign_room_and_an_absent_one_get_the_same_bytes_and_their_times_are_reported()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Tenants:other:Rooms:theirs:Channels:main:Type", "secret");
        await using var theirs = await silo.ConnectAsync(silo.Issuer.Token("other", "owner", ["agent"], TimeSpan.FromHours(1)));
        await theirs.HelloAsync();
        await theirs.SubscribeAsync("theirs", "main");
        await using var socket = await silo.JoinAsync("curious");
        var (foreign, absent) = (new List<double>(), new List<double>());
        var answers = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Rounds; i++)
        {
            foreign.Add(await AskAsync(socket, "theirs", answers));
            absent.Add(await AskAsync(socket, "absent", answers));
        }

        answers.ShouldHaveSingleItem();
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"foreign: median {Median(foreign):F3} ms; absent: median {Median(absent):F3} ms; {Rounds} each");
        output.WriteLine($"Mann-Whitney z = {MannWhitney(foreign, absent):F2} (beyond 2.58 the two would differ at 1 %)");
    }

    [Fact]
    public async Task A_message_to_a_foreign_tenant_and_to_an_absent_one_get_the_same_receipt()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Tenants:other:Rooms:theirs:Channels:main:Type", "secret");
        await using var socket = await silo.JoinAsync("curious");

        var receipts = new List<string>();
        foreach (var (tenant, room) in new[] { ("other", "theirs"), ("nobody", "theirs"), ("other", "absent"), ("", "absent"), ("", "theirs") })
        {
            var message = Sample.Message(room: room, channel: "main");
            message.TenantId = tenant;
            message.MessageId = "same";
            var receipt = (await socket.PublishAsync(message)).Single();
            receipt.Stage = "";
            receipt.Room = "";
            receipts.Add(receipt.ToString());
        }

        receipts.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldContain("not_found");
    }

    private static async Task<double> AskAsync(TestSocket socket, string room, HashSet<string> answers)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await socket.AskAsync(new ClientFrame { Subscribe = new Subscribe { Room = room, Channel = "main" } });
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        answer.RequestId = 0;
        answers.Add(Convert.ToHexString(answer.ToByteArray()));
        return took;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    /// <summary>The rank-sum test with the normal approximation: 0 where neither is slower than the other.</summary>
    private static double MannWhitney(List<double> first, List<double> second)
    {
        var ranked = first.Select(static time => (time, IsFirst: true)).Concat(second.Select(static time => (time, IsFirst: false))).OrderBy(static entry => entry.time).ToList();
        var ranks = ranked.Index().Where(static entry => entry.Item.IsFirst).Sum(static entry => entry.Index + 1.0);
        double n = first.Count, m = second.Count;
        return (ranks - (n * (n + 1) / 2) - (n * m / 2)) / Math.Sqrt(n * m * (n + m + 1) / 12);
    }
}
