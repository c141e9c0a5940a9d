using System.Collections.Immutable;
using AgentBus.Domain.Agents;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Agents;

public sealed class AgentVersionsTests
{
    [Fact]
    public void The_version_registered_last_is_first_and_a_known_one_keeps_its_beginning_and_its_mark()
    {
        var versions = Of("1", "2");
        AgentVersions.Mark(ref versions, "1", VersionStanding.Good, "olga").ShouldBeNull();
        versions = AgentVersions.Note(versions, Described("1") with { Name = "again" }, Scene.Start.AddDays(9));

        versions.Select(static version => version.Description.Version).ShouldBe(["1", "2"]);
        versions[0].ShouldBe(new AgentVersion(Described("1") with { Name = "again" }, Scene.Start, Scene.Start.AddDays(9), VersionStanding.Good, "olga"));
    }

    [Fact]
    public void The_oldest_goes_that_nobody_marked_as_good()
    {
        var versions = Of("1", "2", "3", "4", "5", "6", "7", "8");
        AgentVersions.Mark(ref versions, "1", VersionStanding.Good, "olga").ShouldBeNull();
        versions = AgentVersions.Note(versions, Described("9"), Scene.Start);

        versions.Select(static version => version.Description.Version).ShouldBe(["9", "8", "7", "6", "5", "4", "3", "1"]);
    }

    [Fact]
    public void Where_all_are_good_the_oldest_goes()
    {
        var versions = Of("1", "2", "3", "4", "5", "6", "7", "8");
        foreach (var version in versions)
        {
            AgentVersions.Mark(ref versions, version.Description.Version, VersionStanding.Good, "olga").ShouldBeNull();
        }

        AgentVersions.Note(versions, Described("9"), Scene.Start)[^1].Description.Version.ShouldBe("2");
    }

    [Fact]
    public void Without_a_name_one_goes_back_to_the_last_good_one_that_is_not_the_current_one()
    {
        var versions = Of("1", "2", "3", "4");
        AgentVersions.Target(versions, "4", "").Refusal.ShouldNotBeNull().Code.ShouldBe(Code.NotFound);
        foreach (var good in new[] { "1", "2", "4" })
        {
            AgentVersions.Mark(ref versions, good, VersionStanding.Good, "olga").ShouldBeNull();
        }

        AgentVersions.Target(versions, "4", "").Value.ShouldNotBeNull().Description.Version.ShouldBe("2");
    }

    [Fact]
    public void One_goes_back_to_a_named_version_unless_it_is_bad_or_unknown()
    {
        var versions = Of("1", "2");
        AgentVersions.Target(versions, "2", "1").Value.ShouldNotBeNull().Description.Version.ShouldBe("1");
        AgentVersions.Mark(ref versions, "1", VersionStanding.Bad, "olga").ShouldBeNull();

        AgentVersions.IsBad(versions, "1").ShouldBeTrue();
        AgentVersions.IsBad(versions, "2").ShouldBeFalse();
        AgentVersions.Target(versions, "2", "1").Refusal.ShouldNotBeNull().Code.ShouldBe(Code.MessageInvalid);
        AgentVersions.Target(versions, "2", "0").Refusal.ShouldNotBeNull().Code.ShouldBe(Code.NotFound);
        AgentVersions.Mark(ref versions, "0", VersionStanding.Bad, "olga").ShouldNotBeNull().Code.ShouldBe(Code.NotFound);
    }

    private static ImmutableArray<AgentVersion> Of(params string[] versions) =>
        versions.Aggregate(ImmutableArray<AgentVersion>.Empty, static (list, version) => AgentVersions.Note(list, Described(version), Scene.Start));

    private static AgentDescription Described(string version) => AgentDescription.Empty with { Version = version };
}
