"""Lists, tags, fields, the pipeline, stages, suppressions."""

from django.urls import path

from apps.dashboard.views import fields, lists, pipeline, stages, suppressions, tags

urlpatterns = [
    path("lists", lists.index, name="lists"),
    path("lists/new", lists.new, name="list_new"),
    path("lists/<str:public_id>", lists.page, name="list"),
    path("lists/<str:public_id>/rename", lists.rename, name="list_rename"),
    path("lists/<str:public_id>/delete", lists.delete, name="list_delete"),
    path("lists/<str:public_id>/release", lists.release, name="list_release"),
    path("lists/<str:public_id>/remove", lists.take_out, name="list_take_out"),
    path("tags", tags.index, name="tags"),
    path("tags/new", tags.new, name="tag_new"),
    path("tags/<str:public_id>", tags.edit, name="tag"),
    path("tags/<str:public_id>/merge", tags.merge, name="tag_merge"),
    path("tags/<str:public_id>/delete", tags.delete, name="tag_delete"),
    path("fields", fields.index, name="fields"),
    path("fields/new", fields.new, name="field_new"),
    path("fields/<str:public_id>", fields.edit, name="field"),
    path("fields/<str:public_id>/shift", fields.shift, name="field_shift"),
    path("fields/<str:public_id>/archive", fields.archive, name="field_archive"),
    path("fields/<str:public_id>/restore", fields.restore, name="field_restore"),
    path("pipeline", pipeline.index, name="pipeline"),
    path("pipeline/move", pipeline.move, name="pipeline_move"),
    path("stages", stages.index, name="stages"),
    path("stages/new", stages.new, name="stage_new"),
    path("stages/<str:public_id>", stages.rename, name="stage"),
    path("stages/<str:public_id>/shift", stages.shift, name="stage_shift"),
    path("suppressions", suppressions.index, name="suppressions"),
    path("suppressions/new", suppressions.new, name="suppression_new"),
    path("suppressions/<str:public_id>/lift", suppressions.lift, name="suppression_lift"),
]
