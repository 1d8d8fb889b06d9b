"""ลงขายของชาวบ้าน: what is offered online, and the seven questions by which something new comes there."""
