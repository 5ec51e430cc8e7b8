'use strict';

const hook = require('../lib/hook');

const about = (event, noun, label, description) => hook({ event, noun, label, description });

module.exports = [
  about('message_received', 'Message', 'Text Received', 'Triggers when somebody texts one of your numbers.'),
  about('new_contact', 'Contact', 'New Contact', 'Triggers when a contact is made, by whatever path.'),
  about('new_conversation', 'Conversation', 'New Conversation', 'Triggers on the first text between a person and a number.'),
  about('contact_opted_out', 'Contact', 'Contact Opted Out', 'Triggers when somebody asks for no more texts.'),
  about('message_delivered', 'Message', 'Text Delivered', 'Triggers when a text has reached the phone.'),
  about('message_failed', 'Message', 'Text Failed', 'Triggers when a text cannot be delivered; its credits come back.'),
  about('stage_changed', 'Contact', 'Stage Changed', 'Triggers when a contact moves to another pipeline stage.'),
  about('tag_added', 'Contact', 'Tag Added', 'Triggers when a contact gets a tag.'),
  about('tag_removed', 'Contact', 'Tag Removed', 'Triggers when a contact loses a tag.'),
  about('dnd_changed', 'Contact', 'Do Not Disturb Changed', 'Triggers when do-not-disturb is set or lifted.'),
  about('sequence_completed', 'Sequence', 'Sequence Completed', 'Triggers when a contact comes to the end of a sequence.'),
  about('keyword_received', 'Keyword', 'Keyword Received', 'Triggers when somebody texts one of your keywords.'),
];
