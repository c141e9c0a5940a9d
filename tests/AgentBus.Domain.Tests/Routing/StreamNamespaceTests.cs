using AgentBus.Contracts;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tests.Scenes;

namespace AgentBus.Domain.Tests.Routing;

public sealed class StreamNamespaceTests
{
    [Fact]
    public void The_stream_of_a_channel_is_a_subject_whose_entity_is_its_key()
    {
        var stream = ChannelStreams.Of(Scene.OpsMain);
        var parts = stream.GetNamespace()!.Split(".evt.");

        SubjectName.Parse($"{parts[0]}.{stream.GetKeyAsString()}.evt.{parts[1]}")
            .ShouldBe(new SubjectName("system", "channel", "acme/ops:main", SubjectVerb.Evt));
    }
}
