using System.Text;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;
using static AgentBus.Cluster.Tests.Deliberation.RawContentScene;

namespace AgentBus.Cluster.Tests.Deliberation;

/// <summary>Raw content, its keys and its files; alone on a silo, since keys are taken away.</summary>
public sealed class RawContentKeyTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task Without_a_key_the_message_waits_all_the_same_and_the_case_says_that_it_was_not_kept()
    {
        var (tenant, alice, admin) = await SceneAsync();
        var ring = cluster.RawContentKeys.Ring;
        cluster.RawContentKeys.Ring = null;

        var held = await HoldAsync(alice);
        cluster.RawContentKeys.Ring = ring;

        (await StoredAsync(cluster, tenant, held)).ShouldBeNull();
        var shown = await admin.ShowAsync(held);
        (shown.Raw.State, shown.Raw.MayLook).ShouldBe((RawContentState.NoKey, false));
        shown.Raw.WhyNot.ShouldContain("no key");
        Holds(Mail).ShouldBeFalse();
        (await admin.VoteAsync(held, VoteChoice.Approve)).Summary.State.ShouldBe(CaseState.Delivered);
    }

    [Fact]
    public async Task After_a_change_of_keys_what_was_kept_before_is_shown_and_without_its_key_it_is_not()
    {
        var (_, alice, admin) = await SceneAsync();
        var held = await HoldAsync(alice);

        cluster.RawContentKeys.Ring = new(TestRawContentKeys.Key(2), TestRawContentKeys.Key(1));
        (await LookAsync(cluster, admin, held)).Value.ShouldNotBeNull().Body.ShouldContain(Mail);
        cluster.RawContentKeys.Ring = new(TestRawContentKeys.Key(2));
        var refused = (await LookAsync(cluster, admin, held)).Refusal.ShouldNotBeNull();
        cluster.RawContentKeys.Ring = new(TestRawContentKeys.Key(1));

        refused.Reason.ShouldContain("cannot be decrypted");
        (await admin.ShowAsync(held)).History.Count(static entry => entry.What == "look").ShouldBe(1);
    }

    [Fact]
    public async Task No_file_of_the_silo_ever_holds_in_clear_what_was_taken_out()
    {
        var (tenant, alice, admin) = await SceneAsync();
        string[] held = [await HoldAsync(alice), await HoldAsync(alice), await HoldAsync(alice)];
        (await StoredAsync(cluster, tenant, held[0])).ShouldNotBeNull();
        await LookAsync(cluster, admin, held[0]);
        Holds(Mail).ShouldBeFalse();
        Holds("deploy 4.2 for").ShouldBeTrue("The files are looked through.");

        await admin.VoteAsync(held[0], VoteChoice.Approve);
        await admin.VoteAsync(held[1], VoteChoice.Reject);
        await cluster.RestartAsync(crash: true, _ => Holds(Mail).ShouldBeFalse());
        await cluster.RestartAsync(crash: false);

        Holds(Mail).ShouldBeFalse();
        using var again = await Reviewer.OpenAsync(cluster, tenant, "root2", "admin");
        (await LookAsync(cluster, again, held[2])).Value.ShouldNotBeNull().Body.ShouldContain(Mail);
        (await again.ShowAsync(held[1])).Raw.State.ShouldBe(RawContentState.Deleted);
    }

    private async Task<(string Tenant, TestAgent Alice, Reviewer Admin)> SceneAsync()
    {
        var tenant = Tenant(cluster, Kept);
        return (tenant, await cluster.AgentAsync(tenant, "alice"), await Reviewer.OpenAsync(cluster, tenant, "root", "admin"));
    }

    private bool Holds(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var path in Directory.GetFiles(cluster.Folder, "*", SearchOption.AllDirectories).Where(static path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[file.Length];
            file.ReadExactly(content);
            if (content.AsSpan().IndexOf(bytes) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
